import type { Timers } from '../timers.ts';

/** So many are too many; one is forgotten in each second. */
const LIMIT = 100;
const FORGET_MS = 1000;
/** Keys remembered; above, the one that was noted longest ago makes room. */
const MAX_KEYS = 10_000;

interface Account {
  readonly strikes: number;
  readonly at: number;
}

/**
 * Counts what is no crime once, but an attack by the hundred: lines above the limit of an address, handshakes that never
 * come. Keys are those of bans.
 */
export class Strikes {
  readonly #now: Timers['now'];
  readonly #accounts = new Map<string, Account>();

  constructor(now: Timers['now']) {
    this.#now = now;
  }

  /** @returns whether these were too many; the count begins anew then */
  add(key: string, count: number): boolean {
    const at = this.#now();
    const before = this.#accounts.get(key) ?? { strikes: 0, at };
    const strikes = Math.max(0, before.strikes - (at - before.at) / FORGET_MS) + count;
    this.#accounts.delete(key); // the map's order is that of the latest strike
    if (strikes >= LIMIT) return true;
    this.#accounts.set(key, { strikes, at });
    const [oldest] = this.#accounts.keys();
    if (this.#accounts.size > MAX_KEYS && oldest !== undefined) this.#accounts.delete(oldest);
    return false;
  }
}
