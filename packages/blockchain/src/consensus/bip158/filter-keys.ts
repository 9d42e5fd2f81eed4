// The hash of an element does not depend on the filter, and a larger hash goes to a number that is at least as large. So
// elements that many filters are asked for are hashed and sorted once; each number in a filter then stands for one stretch
// of the sorted hashes, which is found by halving.
import { hash64 } from './siphash.ts';

/** Elements to look for in filters, made ready. */
export interface FilterKeys {
  /** Ascending. */
  readonly hashes: BigUint64Array;
  /** Which element each hash is of. */
  readonly indices: readonly number[];
}

export function filterKeys(elements: readonly Uint8Array[]): FilterKeys {
  const hashed = elements.map((element, index) => ({ hash: hash64(element), index }));
  hashed.sort((a, b) => (a.hash < b.hash ? -1 : Number(a.hash > b.hash)));
  return { hashes: BigUint64Array.from(hashed, ({ hash }) => hash), indices: hashed.map(({ index }) => index) };
}

/** Place of the first hash that is not below a bound. */
export function firstKeyFrom({ hashes }: FilterKeys, bound: bigint): number {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hashes[middle] as bigint) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
