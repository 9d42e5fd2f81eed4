import { hash32 } from '../bytes.ts';

/** Bytes that decide a hash's place in the order; a SHA-256 value has five such keys in it. */
const KEY = 6;
const KEYS = 5;

/**
 * As many hashes as wanted, in ascending order: their first six bytes spread as those of SHA-256 do, the rest only tells
 * one from all others. A B-tree over them is filled from left to right, many times faster than at random, and is no
 * different afterwards.
 */
export function ascendingHashes(label: string, count: number): (index: number) => Uint8Array {
  const keys = new Float64Array(Math.ceil(count / KEYS) * KEYS);
  for (let at = 0; at < keys.length; at += KEYS) keys.set(keysIn(hash32(label, at)), at);
  keys.sort();
  const rest = hash32(`${label} rest`);
  return (index) => {
    const hash = rest.slice();
    const view = new DataView(hash.buffer);
    const key = keys[index] as number;
    view.setUint16(0, Math.floor(key / 2 ** 32));
    view.setUint32(2, key % 2 ** 32);
    view.setUint32(28, index);
    return hash;
  };
}

/** Integers of 48 bits. */
function keysIn(hash: Uint8Array): number[] {
  const view = new DataView(hash.buffer);
  return Array.from({ length: KEYS }, (_, key) => view.getUint16(key * KEY) * 2 ** 32 + view.getUint32(key * KEY + 2));
}
