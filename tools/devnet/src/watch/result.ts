import type { RoleRow, Snapshot } from './snapshot.ts';

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
}

export function resultOf(snapshot: Snapshot, firstBlockSeconds: number | null): Result {
  const { nodes, roles, plots, iterationsPerSecond } = snapshot;
  return {
    firstBlockSeconds,
    blockSeconds: nodes[0]?.blockSeconds ?? null,
    nodes: nodes.map(({ name, height, lca, lcaHeight, tips }) => ({ name, height, lca, lcaHeight, tips })),
    roles,
    plots,
    iterationsPerSecond,
  };
}
