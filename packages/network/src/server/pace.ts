import { catalogue, type MessageName } from '@salvia/protocol';
import type { Timers } from '../timers.ts';

const MINUTE_MS = 60_000;

interface Bucket {
  tokens: number;
  at: number;
}

/** How many messages of each function one peer may still send: a bucket of tokens per function (catalogue, `rate`). */
export class Pace {
  readonly #now: Timers['now'];
  readonly #scale: number;
  readonly #buckets = new Map<MessageName, Bucket>();

  constructor(now: Timers['now'], scale: number) {
    this.#now = now;
    this.#scale = scale;
  }

  /** Takes a token for a message. @returns milliseconds to wait until it is there; 0 if it is */
  take(name: MessageName): number {
    if (this.#scale === Number.POSITIVE_INFINITY) return 0;
    const { burst, perMinute } = catalogue[name].rate;
    const perMs = (perMinute * this.#scale) / MINUTE_MS;
    const most = Math.max(1, burst * this.#scale);
    const at = this.#now();
    const bucket = this.#buckets.get(name) ?? { tokens: most, at };
    bucket.tokens = Math.min(most, bucket.tokens + Math.max(0, at - bucket.at) * perMs) - 1;
    bucket.at = at;
    this.#buckets.set(name, bucket);
    return bucket.tokens >= 0 ? 0 : Math.ceil(-bucket.tokens / perMs);
  }
}
