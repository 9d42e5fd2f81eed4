import { bytesToHex } from '@noble/hashes/utils.js';

export interface CompactRequestLimits {
  /** Proofs asked for at the same time. */
  readonly total: number;
  /** Peers asked for one proof at the same time: more than one, as the first may never answer. */
  readonly atOnce: number;
  readonly timeoutMs: number;
}

export const compactRequestLimits: CompactRequestLimits = { total: 500, atOnce: 3, timeoutMs: 30_000 };

/** Which compact proofs of time were asked for, so that one that all peers announce is not fetched from all of them. */
export interface CompactRequests {
  /** @returns whether to ask one more peer for it */
  begin(challengeHash: Uint8Array, iterations: bigint, nowMs: number): boolean;
  /** One peer has none after all. */
  refused(challengeHash: Uint8Array, iterations: bigint): void;
  /** It has come, from whomever. */
  arrived(challengeHash: Uint8Array, iterations: bigint): void;
  /** A proof took the place of a longer one, asked for or not. */
  replaced(): void;
  /** How many did. */
  readonly replacements: number;
  readonly size: number;
}

const keyOf = (challengeHash: Uint8Array, iterations: bigint) => `${bytesToHex(challengeHash)}:${iterations}`;

export function createCompactRequests(limits: CompactRequestLimits = compactRequestLimits): CompactRequests {
  /** When each request for a proof is overdue. */
  const pending = new Map<string, number[]>();
  let replacements = 0;

  function dropOverdue(nowMs: number): void {
    for (const [key, deadlines] of pending) {
      const open = deadlines.filter((deadline) => deadline > nowMs);
      if (open.length > 0) pending.set(key, open);
      else pending.delete(key);
    }
  }

  return {
    begin(challengeHash, iterations, nowMs) {
      dropOverdue(nowMs);
      const key = keyOf(challengeHash, iterations);
      const deadlines = pending.get(key) ?? [];
      if (deadlines.length >= limits.atOnce || (deadlines.length === 0 && pending.size >= limits.total)) return false;
      pending.set(key, [...deadlines, nowMs + limits.timeoutMs]);
      return true;
    },
    refused(challengeHash, iterations) {
      const key = keyOf(challengeHash, iterations);
      const [, ...others] = pending.get(key) ?? [];
      if (others.length > 0) pending.set(key, others);
      else pending.delete(key);
    },
    arrived: (challengeHash, iterations) => void pending.delete(keyOf(challengeHash, iterations)),
    replaced() {
      replacements += 1;
    },
    get replacements() {
      return replacements;
    },
    get size() {
      return pending.size;
    },
  };
}
