import type { Address } from '../address/address.ts';
import { FAILURE_SPAN, HORIZON, JUST_TRIED, MAX_AHEAD, MAX_FAILURES, MAX_RETRIES, RECENTLY_TRIED } from './limits.ts';

/** What is remembered of a peer. Times in seconds since 1970; 0 for never. */
export interface PeerEntry extends Address {
  /** Who told of it first; itself if nobody else did. */
  readonly source: Address;
  /** When somebody last saw it, as far as we were told. */
  readonly timestamp: number;
  /** When we last tried to connect. */
  readonly lastTry: number;
  readonly lastSuccess: number;
  /** Failures since the last success, as far as they count. */
  readonly attempts: number;
  /** When a failure last counted. */
  readonly lastCounted: number;
  /** Whether it is in the tried table: we shook hands with it. */
  readonly tried: boolean;
}

type Age = Pick<PeerEntry, 'timestamp' | 'lastTry' | 'lastSuccess' | 'attempts'>;

/** Not worth telling others about, and first to make room (network 5.3). */
export function isTerrible({ timestamp, lastTry, lastSuccess, attempts }: Age, now: number): boolean {
  if (lastTry > 0 && lastTry >= now - JUST_TRIED) return false;
  if (timestamp > now + MAX_AHEAD) return true;
  if (timestamp === 0 || now - timestamp > HORIZON) return true;
  if (lastSuccess === 0 && attempts >= MAX_RETRIES) return true;
  return now - lastSuccess > FAILURE_SPAN && attempts >= MAX_FAILURES;
}

/** How likely it is taken, in (0, 1], compared with a peer that never failed (network 5.3). */
export function selectionChance({ lastTry, attempts }: Pick<Age, 'lastTry' | 'attempts'>, now: number): number {
  const recent = now - lastTry < RECENTLY_TRIED ? 0.01 : 1;
  return recent * 0.66 ** Math.min(attempts, 8);
}

const DAY = 86_400;
const HOUR = 3600;

/**
 * The timestamp of a known peer after it was heard of again (network 5.3, the intended rule): refreshed if it is news by
 * more than an hour, or by a day for a peer that was not seen lately.
 */
export function refreshed(stored: number, heard: number, now: number): number {
  const interval = now - heard < DAY ? HOUR : DAY;
  return heard !== 0 && (stored === 0 || stored < heard - interval) ? heard : stored;
}
