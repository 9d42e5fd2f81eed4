import type { SyncTarget } from '@salvia/blockchain';
import type { Timers } from '@salvia/network';
import type { Log } from '../state.ts';

/** The states of sync.md, in their order. */
export const SYNC_STATES = ['idle', 'collecting tips', 'hashes', 'headers', 'blocks', 'finishing'] as const;
export type SyncState = (typeof SYNC_STATES)[number];

export interface SyncFailure {
  /** An error name of the protocol, or why a sync ended: NO_PEERS, NO_HASHES, … */
  readonly code: string;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What a sync is at, for RPC, log, metrics and command line. */
export interface SyncStatus {
  readonly state: SyncState;
  /** Null while idle and before a tip was chosen. */
  readonly target: SyncTarget | null;
  /** The last height that the target's chain shares with ours; null before it is known. */
  readonly forkHeight: number | null;
  /** Headers are validated up to here; null before the fork is known. */
  readonly headerHeight: number | null;
  /** Blocks are added up to here; null before the fork is known. */
  readonly blockHeight: number | null;
  /** Moving average over half a minute; null before there is one. */
  readonly blocksPerSecond: number | null;
  readonly etaSeconds: number | null;
  /** Peers that are asked. */
  readonly peers: number;
  /** Milliseconds since 1970; null while idle. */
  readonly startedAt: number | null;
  /** Answers since the start of the node that nobody had asked for. */
  readonly ignoredAnswers: number;
  readonly lastFailure: SyncFailure | null;
}

/** Where the driver says how far it is. */
export interface SyncProgress {
  /** The first state other than idle begins a sync; idle ends it. */
  enter(state: SyncState): void;
  aimAt(target: SyncTarget): void;
  /** Headers and blocks are as far as the fork. */
  forkAt(height: number): void;
  headersTo(height: number): void;
  blocksTo(height: number): void;
  peers(count: number): void;
  ignored(count?: number): void;
  failed(code: string, message: string): void;
  status(): SyncStatus;
  /** Whether a sync is under way. */
  readonly isSyncing: boolean;
}

export interface SyncProgressOptions {
  readonly timers: Timers;
  readonly log: Log;
}

/** Counts, estimates, and writes a log line at the begin, every ten seconds and at the end. */
export declare function createSyncProgress(options: SyncProgressOptions): SyncProgress;
