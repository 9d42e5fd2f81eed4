/** Single entries of the seven tables, for any k: what verification and the ordering of a proof walk through. */
import { EXTRA_BITS } from './constants.ts';
import { createF1 } from './f1.ts';
import { createCombiner } from './fx.ts';
import { bigIntToWords, wordsFor, wordsToBigInt } from './words.ts';

/** y is an integer of k + 6 bits, meta a left-aligned bit string (empty in table 7). */
export interface Entry {
  readonly y: bigint;
  readonly meta: Uint32Array;
}

/** A function x → entry of table 1. */
export function createFirstEntries(plotId: Uint8Array, k: number): (x: bigint) => Entry {
  const f1 = createF1(plotId, k);
  return (x) => ({ y: f1(x), meta: bigIntToWords(x, k) });
}

/** A function (left, right) → entry of `table` (2..7); whether the two match is not its question. */
export function createPairing(k: number, table: number): (left: Entry, right: Entry) => Entry {
  const combiner = createCombiner(k, table);
  const yBits = k + EXTRA_BITS;
  const parents = new Uint32Array(2 * combiner.metaWordsIn);
  return (left, right) => {
    parents.set(left.meta);
    parents.set(right.meta, combiner.metaWordsIn);
    combiner.combine(bigIntToWords(left.y, yBits), parents, 0, combiner.metaWordsIn);
    const meta = new Uint32Array(combiner.metaWordsOut);
    combiner.writeMeta(meta, 0);
    return { y: wordsToBigInt(combiner.hash.subarray(0, wordsFor(yBits)), yBits), meta };
  };
}
