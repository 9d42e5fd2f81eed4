import type { SyncTarget } from '@salvia/blockchain';
import type { BodyOf, ErrorName, FullBlock, Peer } from '@salvia/protocol';
import type { SyncNet } from './net.ts';
import type { SyncStatus } from './status.ts';

/** What a sync wants of the node around it. */
export interface SyncHost extends SyncNet {
  /** Says and does what follows a sync (`after-sync.ts`). */
  conclude(completed: readonly FullBlock[]): Promise<void>;
  /** Asks for tips that came out while nobody followed them. */
  askForTips(): void;
}

/** A tip that is not known, and a peer that announced it. */
export interface UnknownTip extends SyncTarget {
  readonly nodeId: Uint8Array;
}

/** Answers from full nodes that a sync may have asked for; what it did not ask for is ignored and counted. */
export interface SyncAnswers {
  /** During a sync; otherwise blocks go to the chain. */
  block(block: FullBlock, peer: Peer): Promise<void>;
  blockRefused(body: BodyOf<'reject_block_request'>, peer: Peer): void;
  headerHashes(body: BodyOf<'all_header_hashes'>, peer: Peer): void;
  headerHashesAfter(body: BodyOf<'respond_all_header_hashes_after'>, peer: Peer): void;
  headerHashesAfterRefused(body: BodyOf<'reject_all_header_hashes_after_request'>, peer: Peer): void;
  headerBlock(body: BodyOf<'respond_header_block'>, peer: Peer): void;
  headerBlockRefused(body: BodyOf<'reject_header_block_request'>, peer: Peer): void;
}

/** The full sync of a node (sync.md). */
export interface Sync {
  /** A sync is under way: new tips are noted, not followed, and transactions are refused. */
  readonly isSyncing: boolean;
  /** Our tips are known not to be the best: others' headers that are heavier are validated, but not their blocks yet. */
  readonly tipsAreStale: boolean;
  status(): SyncStatus;
  /** Whether a block whose parent is unknown is believable by itself; null: it is. */
  check(block: FullBlock): Promise<ErrorName | null>;
  /** A peer sent a tip far above ours, which passed the check: a full sync begins, or this one knows of one tip more. */
  claim(block: FullBlock, peer: Peer): void;
  /** A peer announced a tip. @returns whether to ask it for the block now */
  announced(tip: SyncTarget, peer: Peer): boolean;
  /** A peer was asked for a block outside of a sync: its answer, if it comes late, is no lie. */
  askedElsewhere(nodeId: Uint8Array, height: number, headerHash: Uint8Array): void;
  /** A block was completed here during a sync; it is added at the end of it. */
  completed(block: FullBlock): void;
  /** Announced tips that are heavier than ours and not known, each with one peer that has it. */
  unknownTips(): UnknownTip[];
  readonly answers: SyncAnswers;

  peerJoined(peer: Peer): void;
  peerLeft(peer: Peer): void;
  /** Goes on with a sync that was interrupted, once there are peers. */
  start(host: SyncHost): void;
  /** Ends a sync under way; what it has is kept. */
  stop(): Promise<void>;
}
