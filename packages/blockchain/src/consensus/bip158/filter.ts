// A compact filter in the manner of BIP158 (consensus 8.6): each element is hashed to a number below N·M, the sorted
// numbers are stored as differences, and a difference is Golomb-coded: its quotient by M in unary, its remainder in
// P bits. An element that is not in the set matches with a probability of about 1/M. The hash key is zero, P is 20
// and M is 2^20, other than in Bitcoin's basic filter.

import { sortedSet } from '../bytes.ts';
import { ConsensusError } from '../consensus-error.ts';
import { BitReader, BitWriter } from './bits.ts';
import { decodeCompactSize, encodeCompactSize } from './compact-size.ts';
import { type FilterKeys, firstKeyFrom } from './filter-keys.ts';
import { hash64 } from './siphash.ts';

const P = 20;
const M = 2 ** P;

/** What a received filter says about elements. */
export interface CompactFilter {
  /** Number of elements it was made of. */
  readonly count: number;
  /** False: certainly not in the set. True: in the set, but for one in 2^20 others. */
  matches(element: Uint8Array): boolean;
  matchesAny(elements: Iterable<Uint8Array>): boolean;
  /** Which of many elements match, as indices, ascending: in one pass over the filter, whatever their number. */
  matching(keys: FilterKeys): number[];
}

/** Filter over a set of byte strings of any length; duplicates count once. */
export function encodeFilter(elements: Iterable<Uint8Array>): Uint8Array {
  const distinct = sortedSet(elements);
  const head = encodeCompactSize(distinct.length);
  const out = new BitWriter();
  let previous = 0;
  for (const value of distinct.map((element) => hashToRange(element, distinct.length)).sort((a, b) => a - b)) {
    writeDifference(out, value - previous);
    previous = value;
  }
  return Uint8Array.from([...head, ...out.bytes()]);
}

/** Reads a filter. Throws BAD_FILTER; no bytes at all are a filter of nothing, as for the reference. */
export function decodeFilter(bytes: Uint8Array): CompactFilter {
  const { count, size } = bytes.length === 0 ? { count: 0, size: 0 } : decodeCompactSize(bytes);
  const values = readValues(bytes.subarray(size), count);
  const matches = (element: Uint8Array): boolean => count > 0 && values.has(hashToRange(element, count));
  return {
    count,
    matches,
    matchesAny(elements) {
      for (const element of elements) if (matches(element)) return true;
      return false;
    },
    matching(keys) {
      const found: number[] = [];
      for (const value of values) {
        const end = firstKeyFrom(keys, lowestHashOf(value + 1, count));
        for (let at = firstKeyFrom(keys, lowestHashOf(value, count)); at < end; at++)
          found.push(keys.indices[at] as number);
      }
      return found.sort((a, b) => a - b);
    },
  };
}

/** ⌊hash · N·M / 2^64⌋, a number below N·M ≤ 2^45. */
function hashToRange(element: Uint8Array, count: number): number {
  return Number((hash64(element) * BigInt(count * M)) >> 64n);
}

/** The lowest hash that goes to a number of the range, or above: ⌈value · 2^64 / N·M⌉. */
function lowestHashOf(value: number, count: number): bigint {
  const range = BigInt(count * M);
  return ((BigInt(value) << 64n) + range - 1n) / range;
}

function writeDifference(out: BitWriter, difference: number): void {
  for (let quotient = Math.floor(difference / M); quotient > 0; quotient--) out.write(1, 1);
  out.write(0, 1);
  out.write(difference % M, P);
}

function readValues(bytes: Uint8Array, count: number): Set<number> {
  const input = new BitReader(bytes);
  const values = new Set<number>();
  let value = 0;
  for (let i = 0; i < count; i++) {
    let quotient = 0;
    while (input.read(1) === 1) quotient++;
    value += quotient * M + input.read(P);
    values.add(value);
  }
  if (input.unreadBytes() > 0) throw new ConsensusError('BAD_FILTER', { reason: 'TRAILING_BYTES' });
  return values;
}
