import { hash32 } from '../bytes.ts';

/** Bytes of a hash that decide its place in the order. */
const KEY = 6;

/**
 * As many hashes as wanted, spread evenly as SHA-256 spreads them, in ascending order. A B-tree over them is filled from
 * left to right, many times faster than at random, and is no different afterwards.
 */
export function ascendingHashes(label: string, count: number): (index: number) => Uint8Array {
  const keys = Float64Array.from({ length: count }, (_, index) => keyOf(hash32(label, index))).sort();
  return (index) => {
    const hash = hash32(`${label} rest`, index);
    const view = new DataView(hash.buffer);
    const key = keys[index] as number;
    view.setUint16(0, Math.floor(key / 2 ** 32));
    view.setUint32(2, key % 2 ** 32);
    return hash;
  };
}

/** An integer of 48 bits. */
function keyOf(hash: Uint8Array): number {
  const view = new DataView(hash.buffer);
  return view.getUint16(0) * 2 ** 32 + view.getUint32(KEY - 4);
}
