import { bytesToHex } from '@noble/hashes/utils.js';
import type { ErrorName } from '@salvia/protocol';

/** A header that is not worth following. */
export interface BadHeader {
  readonly headerHash: Uint8Array;
  readonly height: number;
  readonly error: ErrorName;
  /** Whether the fault lies in the header or its block, so that no chain with it is worth anything. */
  readonly lasting: boolean;
}

/** Headers that are of no use, for a day (sync.md, blame). */
export interface Blacklist {
  add(bad: BadHeader): void;
  has(headerHash: Uint8Array): boolean;
  all(): BadHeader[];
}

const dayMs = 86_400_000;

/** @param limit headers; the oldest go first */
export function createBlacklist(now: () => number, limit = 1000): Blacklist {
  const entries = new Map<string, { readonly bad: BadHeader; readonly until: number }>();
  const forget = (): void => {
    for (const [key, { until }] of entries) {
      if (until > now() && entries.size <= limit) return;
      entries.delete(key);
    }
  };
  return {
    add(bad) {
      const key = bytesToHex(bad.headerHash);
      entries.delete(key);
      entries.set(key, { bad, until: now() + dayMs });
      forget();
    },
    has(headerHash) {
      forget();
      return entries.has(bytesToHex(headerHash));
    },
    all() {
      forget();
      return [...entries.values()].map(({ bad }) => bad);
    },
  };
}
