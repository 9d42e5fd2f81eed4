import { bytesToHex } from '@noble/hashes/utils.js';
import type { Timers } from '@salvia/network';
import { createRate, type Log } from '@salvia/service';
import type { SYNC_STATES } from '@salvia/wallet-client';
import type { Lca } from './full-nodes.ts';

export type SyncState = (typeof SYNC_STATES)[number];

export interface SyncFailure {
  /** An error name of the protocol, or of `SyncError`. */
  readonly code: string;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** How far the wallet is in catching up, for RPC, log and metrics. */
export interface SyncStatus {
  readonly state: SyncState;
  readonly target: Lca | null;
  readonly startHeight: number | null;
  readonly blocksPerSecond: number | null;
  readonly etaSeconds: number | null;
  readonly startedAt: number | null;
  readonly lastFailure: SyncFailure | null;
}

/** Where the driver says how far it is. */
export interface Progress {
  begin(target: Lca, height: number): void;
  enter(state: SyncState): void;
  /** Headers and coins are taken up to here. */
  reached(height: number): void;
  end(): void;
  failed(code: string, message: string): void;
  status(): SyncStatus;
}

const LOG_EVERY_MS = 10_000;

export function createProgress({ timers, log }: { readonly timers: Timers; readonly log: Log }): Progress {
  const rate = createRate();
  let state: SyncState = 'idle';
  let target: Lca | null = null;
  let startHeight: number | null = null;
  let height = 0;
  let startedAt: number | null = null;
  let lastFailure: SyncFailure | null = null;
  let endLog = (): void => undefined;

  function status(): SyncStatus {
    const blocksPerSecond = rate.perSecond(timers.now());
    const left = target === null ? null : Math.max(0, target.height - height);
    const etaSeconds = left === null || !blocksPerSecond ? null : Math.ceil(left / blocksPerSecond);
    return { state, target, startHeight, blocksPerSecond, etaSeconds, startedAt, lastFailure };
  }

  function figures(): object {
    const { blocksPerSecond, etaSeconds } = status();
    const rounded = blocksPerSecond === null ? null : Math.round(blocksPerSecond);
    return { state, height, targetHeight: target?.height ?? null, blocksPerSecond: rounded, etaSeconds };
  }

  return {
    begin(to, from) {
      target = to;
      state = 'choosing';
      if (startedAt !== null) return;
      startedAt = timers.now();
      startHeight = from;
      height = from;
      rate.clear();
      rate.add(from, startedAt);
      log.debug({ from, height: to.height, headerHash: bytesToHex(to.hash) }, 'sync begins');
      endLog = timers.every(LOG_EVERY_MS, () => log.info(figures(), 'syncing'));
    },
    enter(next) {
      state = next;
    },
    reached(to) {
      height = to;
      rate.add(to, timers.now());
    },
    end() {
      if (startedAt === null) return;
      endLog();
      const blocks = height - (startHeight ?? height);
      const seconds = (timers.now() - startedAt) / 1000;
      if (blocks > 0) log.info({ height, blocks, seconds: Math.round(seconds * 10) / 10 }, 'caught up');
      rate.clear();
      state = 'idle';
      target = null;
      startHeight = null;
      startedAt = null;
    },
    failed(code, message) {
      lastFailure = { code, message, at: timers.now() };
    },
    status,
  };
}
