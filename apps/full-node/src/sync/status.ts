import { bytesToHex } from '@noble/hashes/utils.js';
import type { SyncTarget } from '@salvia/blockchain';
import type { Timers } from '@salvia/network';
import { createRate } from '@salvia/service';
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
  /** At the target's height `headers` becomes `blocks`. */
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

const logEveryMs = 10_000;

const IDLE = { target: null, forkHeight: null, headerHeight: null, blockHeight: null, startedAt: null, peers: 0 };

type Known = Omit<SyncStatus, 'blocksPerSecond' | 'etaSeconds'>;

/** Counts, estimates, and writes a log line at the begin, every ten seconds and at the end. */
export function createSyncProgress({ timers, log }: SyncProgressOptions): SyncProgress {
  const rate = createRate();
  let known: Known = { ...IDLE, state: 'idle', ignoredAnswers: 0, lastFailure: null };
  let endLog = (): void => undefined;
  const set = (changes: Partial<Known>): void => {
    known = { ...known, ...changes };
  };

  function status(): SyncStatus {
    const perSecond = rate.perSecond(timers.now());
    const { target, blockHeight } = known;
    const left = target === null || blockHeight === null ? null : target.height - blockHeight;
    const etaSeconds = left === null || !perSecond ? null : Math.ceil(left / perSecond);
    return { ...known, blocksPerSecond: perSecond, etaSeconds };
  }

  function begin(): void {
    set({ startedAt: timers.now() });
    log.info({}, 'sync begins');
    endLog = timers.every(logEveryMs, () => log.info(figures(status()), 'syncing'));
  }

  function end(): void {
    endLog();
    const { startedAt, lastFailure } = known;
    const seconds = Math.round((timers.now() - (startedAt ?? timers.now())) / 1000);
    const failure = lastFailure !== null && lastFailure.at >= (startedAt ?? 0) ? lastFailure.code : null;
    log.info({ ...figures(status()), seconds, ...(failure && { lastFailure: failure }) }, 'sync ends');
    rate.clear();
    set(IDLE);
  }

  return {
    enter(state) {
      if (state === known.state) return;
      if (known.state === 'idle') begin();
      set({ state });
      if (state === 'idle') end();
    },
    aimAt(target) {
      set({ target, forkHeight: null, headerHeight: null, blockHeight: null });
      rate.clear();
      log.info({ height: target.height, headerHash: bytesToHex(target.headerHash) }, 'a heavier tip to sync to');
    },
    forkAt(height) {
      set({ forkHeight: height, headerHeight: height, blockHeight: height });
      rate.clear();
      rate.add(height, timers.now());
    },
    headersTo(height) {
      set({ headerHeight: height });
      // What is left are blocks; some came before, as the steps overlap.
      if (known.state === 'headers' && height === known.target?.height) set({ state: 'blocks' });
    },
    blocksTo(height) {
      set({ blockHeight: height });
      rate.add(height, timers.now());
    },
    peers: (count) => set({ peers: count }),
    ignored: (count = 1) => set({ ignoredAnswers: known.ignoredAnswers + count }),
    failed: (code, message) => set({ lastFailure: { code, message, at: timers.now() } }),
    status,
    get isSyncing() {
      return known.state !== 'idle';
    },
  };
}

/** What a log line says. */
function figures({ state, target, headerHeight, blockHeight, blocksPerSecond, etaSeconds, peers }: SyncStatus): object {
  const rounded = blocksPerSecond === null ? null : Math.round(blocksPerSecond * 10) / 10;
  const targetHeight = target?.height ?? null;
  return { state, blockHeight, headerHeight, targetHeight, blocksPerSecond: rounded, etaSeconds, peers };
}
