import type { RoleRow, Snapshot, WalletRow } from './snapshot.ts';

/** The last line of `--json`. Seconds, megabytes. */
export interface Result {
  readonly firstBlockSeconds: number | null;
  readonly blockSeconds: number | null;
  readonly nodes: readonly {
    readonly name: string;
    readonly height: number;
    readonly lca: string;
    readonly lcaHeight: number;
    readonly tips: readonly number[];
  }[];
  readonly roles: readonly RoleRow[];
  readonly plots: number;
  readonly iterationsPerSecond: number | null;
  /** Amounts in mojos, as decimal text; null if it did not answer. */
  readonly wallet: WalletView | null;
}

export interface WalletView {
  readonly height: number;
  readonly confirmed: string;
  readonly spendable: string;
}

/** A wallet as JSON has it. */
export const walletView = (wallet: WalletRow | null): WalletView | null =>
  wallet && { ...wallet, confirmed: `${wallet.confirmed}`, spendable: `${wallet.spendable}` };

export function resultOf(snapshot: Snapshot, firstBlockSeconds: number | null): Result {
  const { nodes, roles, plots, iterationsPerSecond, wallet } = snapshot;
  return {
    firstBlockSeconds,
    blockSeconds: nodes[0]?.blockSeconds ?? null,
    nodes: nodes.map(({ name, height, lca, lcaHeight, tips }) => ({ name, height, lca, lcaHeight, tips })),
    roles,
    plots,
    iterationsPerSecond,
    wallet: walletView(wallet),
  };
}
