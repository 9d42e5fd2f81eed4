import type { Role } from '@salvia/service';

export interface NodeRow {
  readonly name: string;
  /** Of its heaviest tip. */
  readonly height: number;
  /** Header hash and height of the lowest common ancestor of its tips. */
  readonly lca: string;
  readonly lcaHeight: number;
  /** Heights, heaviest first. */
  readonly tips: readonly number[];
  /** Mean over the last blocks; null before there are two. */
  readonly blockSeconds: number | null;
  readonly peers: number;
}

export interface RoleRow {
  readonly name: string;
  readonly role: Role;
  /** Resident memory in megabytes (10^6 bytes); null while it does not run. */
  readonly rssMb: number | null;
}

/** The wallet that gets all rewards. Amounts in mojos. */
export interface WalletRow {
  readonly height: number;
  readonly confirmed: bigint;
  readonly spendable: bigint;
}

/** What the network looks like at one moment; a service that does not answer is left out. */
export interface Snapshot {
  readonly nodes: readonly NodeRow[];
  readonly roles: readonly RoleRow[];
  /** Squarings per second of the timelord; null while it has no work. */
  readonly iterationsPerSecond: number | null;
  /** Plots that harvesters farm. */
  readonly plots: number;
  /** Null while it does not answer. */
  readonly wallet: WalletRow | null;
}

/** Whether every one of `count` nodes has reached a height and all have the same common ancestor. */
export function hasReached({ nodes }: Snapshot, count: number, height: number): boolean {
  if (nodes.length < count) return false;
  return nodes.every((node) => node.height >= height && node.lca === nodes[0]?.lca);
}

export const topHeight = ({ nodes }: Snapshot): number => Math.max(-1, ...nodes.map(({ height }) => height));
