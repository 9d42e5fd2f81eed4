import { type Address, addressKey } from '@salvia/peer-store';
import { backOff } from '../server/back-off.ts';

/** Pauses before an address that failed is tried again. */
const LIMITS = { reconnectMinMs: 2_000, reconnectMaxMs: 3_600_000 };
/** Addresses remembered of either kind; the oldest make room. */
const MAX_REMEMBERED = 1000;

/** Addresses to leave alone: those that failed, for longer each time, and our own. */
export interface Retries {
  /** @returns how often it has failed in a row */
  failed(address: Address): number;
  /** It was connected and is gone: a moment's rest, whatever was before. */
  lost(address: Address): void;
  succeeded(address: Address): void;
  /** We met ourselves there. */
  isOurs(address: Address): void;
  mayDial(address: Address): boolean;
}

interface Failure {
  readonly failures: number;
  readonly until: number;
}

/**
 * @param now milliseconds since 1970
 * @param random uniform in [0, 1)
 */
export function createRetries(now: () => number, random: () => number): Retries {
  const failed = new Map<string, Failure>();
  const ours = new Map<string, true>();

  function note(address: Address, failures: number): number {
    remember(failed, addressKey(address), { failures, until: now() + backOff(failures - 1, LIMITS, random) });
    return failures;
  }

  return {
    failed: (address) => note(address, (failed.get(addressKey(address))?.failures ?? 0) + 1),
    lost: (address) => void note(address, 1),
    succeeded: (address) => void failed.delete(addressKey(address)),
    isOurs: (address) => remember(ours, addressKey(address), true),
    mayDial(address) {
      const key = addressKey(address);
      return !ours.has(key) && (failed.get(key)?.until ?? 0) <= now();
    },
  };
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key); // the map's order is that of age
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MAX_REMEMBERED && oldest !== undefined) map.delete(oldest);
}
