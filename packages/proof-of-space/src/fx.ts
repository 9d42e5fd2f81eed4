/**
 * f2..f7: the entry that two matching entries make in the next table (proofs A.3).
 *
 *     input = y_left ‖ meta_left ‖ meta_right,  H = BLAKE3(input)
 *     y = the first k + 6 bits of H
 *     metadata: tables 2 and 3 join the parents', later tables take the bits of H that follow y, table 7 has none
 */
import { blake3Block } from './blake3.ts';
import { EXTRA_BITS, metaBits } from './constants.ts';
import { appendWords, sliceWords, swapBytes, wordsFor } from './words.ts';

const BLOCK_WORDS = 16;
const HASH_WORDS = 8;

/** One `Combiner` serves one table of one k; it reuses its buffers, so take results out before the next `combine`. */
export interface Combiner {
  /** Words per metadata string of a parent and of the new entry. */
  readonly metaWordsIn: number;
  readonly metaWordsOut: number;
  /** Combines parents; all strings are left-aligned words, the metadata of a parent starts at `left` or `right`. */
  combine(y: Uint32Array, meta: Uint32Array, left: number, right: number): void;
  /** The hash of the last pair as a bit string of 8 words. */
  readonly hash: Uint32Array;
  /** The padded input of the last pair. */
  inputBytes(): Uint8Array;
  /** Writes the metadata of the new entry to `out` from word `at` on. */
  writeMeta(out: Uint32Array, at: number): void;
}

/** `table` is the table of the new entry, 2..7. */
export function createCombiner(k: number, table: number): Combiner {
  const yBits = k + EXTRA_BITS;
  const yWords = wordsFor(yBits);
  const bitsIn = metaBits(k, table - 1);
  const bitsOut = metaBits(k, table);
  const metaWordsIn = wordsFor(bitsIn);
  const inputBits = yBits + 2 * bitsIn;
  const inputWords = wordsFor(inputBits);
  const inputLength = Math.ceil(inputBits / 8);
  // The spare word beyond each is what sliceWords may touch.
  const input = new Uint32Array(BLOCK_WORDS + 1);
  const hash = new Uint32Array(HASH_WORDS + 1);
  const message = new Uint32Array(BLOCK_WORDS);
  const joinsParents = table <= 3;

  return {
    metaWordsIn,
    metaWordsOut: wordsFor(bitsOut),
    hash,
    combine(y, meta, left, right) {
      input.fill(0);
      appendWords(input, 0, y, 0, yWords);
      appendWords(input, yBits, meta, left, metaWordsIn);
      appendWords(input, yBits + bitsIn, meta, right, metaWordsIn);
      for (let i = 0; i < inputWords; i++) message[i] = swapBytes(input[i]!);
      blake3Block(message, inputLength, hash);
      for (let i = 0; i < HASH_WORDS; i++) hash[i] = swapBytes(hash[i]!);
    },
    inputBytes() {
      return new Uint8Array(message.buffer).slice(0, inputLength);
    },
    writeMeta(out, at) {
      sliceWords(joinsParents ? input : hash, yBits, bitsOut, out, at);
    },
  };
}
