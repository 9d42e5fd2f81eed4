import { bytesToHex } from '@noble/hashes/utils.js';
import type { PeerId } from './download.ts';

/** What an answer is worth: the item asked for at that height, another one in its place, or nothing that is wanted. */
export type Claimed = { readonly kind: 'WANTED' | 'WRONG'; readonly height: number } | { readonly kind: 'UNWANTED' };

/**
 * Who was asked for which header hash. Headers and blocks do not say what they answer: that is found by their hash, and a
 * peer that sends another one for a height that it was asked for is told from one whose answer is merely late.
 */
export interface Asked {
  add(peer: PeerId, height: number, headerHash: Uint8Array): void;
  /** Takes what was asked for that this answers. */
  take(peer: PeerId, height: number, headerHash: Uint8Array): Claimed;
  /** What was asked for until now is wanted no more; answers are still recognized. */
  retire(): void;
}

interface Entry {
  readonly peer: PeerId;
  readonly height: number;
  readonly round: number;
}

/** @param limit of what is remembered; the oldest go first */
export function createAsked(limit = 4000): Asked {
  const entries = new Map<string, Entry>();
  let round = 0;
  const keyOf = (peer: PeerId, headerHash: Uint8Array) => `${peer} ${bytesToHex(headerHash)}`;
  const wantedAt = (peer: PeerId, height: number) =>
    [...entries].find(([, entry]) => entry.peer === peer && entry.height === height && entry.round === round)?.[0];
  return {
    add(peer, height, headerHash) {
      const key = keyOf(peer, headerHash);
      entries.delete(key);
      entries.set(key, { peer, height, round });
      const [oldest] = entries.keys();
      if (entries.size > limit && oldest !== undefined) entries.delete(oldest);
    },
    take(peer, height, headerHash) {
      const key = keyOf(peer, headerHash);
      const entry = entries.get(key);
      const found = entry === undefined ? wantedAt(peer, height) : key;
      if (found === undefined) return { kind: 'UNWANTED' };
      entries.delete(found);
      if (entry === undefined) return { kind: 'WRONG', height };
      return entry.round === round ? { kind: 'WANTED', height: entry.height } : { kind: 'UNWANTED' };
    },
    retire() {
      round += 1;
    },
  };
}
