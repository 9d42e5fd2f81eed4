import type { Admission, Blockchain, Candidate, Mempools, Verifier } from '@salvia/blockchain';
import type { Timers } from '@salvia/network';
import type { Constants } from '@salvia/protocol';
import type { HeightMap } from './flow/bounded-map.ts';
import type { CompactRequests } from './flow/compact-requests.ts';
import type { Disconnected } from './flow/disconnected.ts';
import type { MempoolUpdates } from './flow/mempool-updates.ts';
import type { Pace } from './flow/pace.ts';
import type { ParentRequests } from './flow/parent-requests.ts';
import type { PeerBook } from './flow/peer-book.ts';
import type { PostponedBlocks } from './flow/postponed-blocks.ts';
import type { Signal } from './flow/signal.ts';
import type { TransactionRequests } from './flow/transaction-requests.ts';
import type { Sync } from './sync/api.ts';

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the handlers of a full node share. No sockets: messages leave as what a handler yields. */
export interface NodeState {
  readonly chain: Blockchain;
  readonly constants: Constants;
  readonly verifier: Verifier;
  readonly pace: Pace;
  /** Header hashes of unfinished blocks that were validated already. */
  readonly seenUnfinished: HeightMap<true>;
  /** Candidate blocks by proof-of-space hash, which wait for their plot signature. */
  readonly candidates: HeightMap<Candidate>;
  readonly mempools: Mempools;
  readonly mempoolUpdates: MempoolUpdates;
  /** What came of each transaction that was offered to the mempools. */
  readonly admissions: Signal<Admission>;
  /** Ids of transactions that are being offered to the mempools. */
  readonly offering: Set<string>;
  readonly transactionRequests: TransactionRequests;
  /** Whether a program that is not its shortest encoding is refused (coins.md, "Programs"). */
  readonly shortestPrograms: boolean;
  readonly disconnected: Disconnected;
  readonly parentRequests: ParentRequests;
  readonly postponed: PostponedBlocks;
  /** Heights of announced proofs of time, by challenge and iterations (network 3.1.4). */
  readonly announcedProofs: HeightMap<number>;
  readonly compactRequests: CompactRequests;
  readonly sync: Sync;
  readonly peerBook: PeerBook;
  /** A block this far above the lowest tip still starts a short sync. */
  readonly shortSyncBlocks: number;
  readonly timers: Timers;
  /** Of the timers. */
  readonly nowMs: () => number;
  /** Resolves after so many milliseconds, or at once when the node stops. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: Log;
}

/** The lowest height among the tips; what lies far below it is not worth keeping. */
export const lowestTipHeight = ({ chain }: Pick<NodeState, 'chain'>): number =>
  Math.min(...chain.tips().map(({ data }) => data.height));

/** How far below the lowest tip unfinished and waiting blocks are kept (consensus 10.4). */
const keptBelowTips = 30;

export const pruneHeight = (state: Pick<NodeState, 'chain'>): number =>
  Math.max(0, lowestTipHeight(state) - keptBelowTips);
