import type { Address } from './address.ts';

/** What is remembered of a peer. Times in seconds since 1970; 0 for never. */
export interface PeerEntry extends Address {
  /** When somebody last saw it, as far as we were told. */
  readonly timestamp: number;
  /** When we last tried to connect. */
  readonly lastTry: number;
  readonly lastSuccess: number;
  /** Failures in a row, as far as they count. */
  readonly attempts: number;
  /** When a failure last counted. */
  readonly lastCounted: number;
  /** Whether we ever shook hands with it. */
  readonly tried: boolean;
}

const MINUTE = 60;
const DAY = 86_400;

type Age = Pick<PeerEntry, 'timestamp' | 'lastTry' | 'lastSuccess' | 'attempts'>;

/** Not worth telling others about, and first to make room (network 5.3). */
export function isTerrible({ timestamp, lastTry, lastSuccess, attempts }: Age, now: number): boolean {
  if (lastTry > 0 && lastTry >= now - MINUTE) return false;
  if (timestamp > now + 10 * MINUTE) return true;
  if (timestamp === 0 || now - timestamp > 30 * DAY) return true;
  if (lastSuccess === 0 && attempts >= 3) return true;
  return now - lastSuccess > 7 * DAY && attempts >= 10;
}

/** How likely it is taken, in (0, 1], compared with a peer that never failed (network 5.3). */
export function selectionChance({ lastTry, attempts }: Age, now: number): number {
  const recent = now - lastTry < 10 * MINUTE ? 0.01 : 1;
  return recent * 0.66 ** Math.min(attempts, 8);
}

/**
 * The timestamp of a known peer after it was heard of again (network 5.3, the intended rule): refreshed if it is
 * news by more than an hour, or a day for a peer that was not seen lately.
 * @param penalty seconds by which hearsay is worth less
 */
export function refreshed(stored: number, heard: number, penalty: number, now: number): number {
  const interval = now - heard < DAY ? 3600 : DAY;
  const isNews = heard !== 0 && (stored === 0 || stored < heard - interval - penalty);
  return isNews ? Math.max(0, heard - penalty) : stored;
}
