/**
 * f1: the y values of table 1 (proofs A.2).
 *
 * The key stream, read as one long bit string, is cut into pieces of k bits; piece x followed by the six top bits of x
 * is y(x).
 */
import { createKeyStream, plotKey } from './chacha8.ts';
import { EXTRA_BITS } from './constants.ts';
import { sliceWords, swapBytes, wordsToBigInt } from './words.ts';

const BLOCK_BITS = 512;
const BLOCK_WORDS = 16;

/** y(x) of single values, k up to 50: `x` in 0 .. 2^k - 1, the result has k + 6 bits. */
export function createF1(plotId: Uint8Array, k: number): (x: bigint) => bigint {
  const keyStream = createKeyStream(plotKey(plotId));
  const blocks = new Uint32Array(2 * BLOCK_WORDS + 1);
  const piece = new Uint32Array(2);
  return (x) => {
    const bit = x * BigInt(k);
    const block = Number(bit / BigInt(BLOCK_BITS));
    const offset = Number(bit % BigInt(BLOCK_BITS));
    keyStream(block, blocks, 0);
    if (offset + k > BLOCK_BITS) keyStream(block + 1, blocks, BLOCK_WORDS);
    for (let i = 0; i < 2 * BLOCK_WORDS; i++) blocks[i] = swapBytes(blocks[i]!);
    sliceWords(blocks, offset, k, piece, 0);
    return (wordsToBigInt(piece, k) << BigInt(EXTRA_BITS)) | (x >> BigInt(k - EXTRA_BITS));
  };
}

/** All 2^k values y(x) by x, for k up to 26 (y fits one word). */
export function f1Table(plotId: Uint8Array, k: number): Uint32Array {
  const count = 2 ** k;
  const stream = keyStreamWords(plotId, Math.ceil((count * k) / BLOCK_BITS));
  const y = new Uint32Array(count);
  const piece = new Uint32Array(1);
  for (let x = 0; x < count; x++) {
    sliceWords(stream, x * k, k, piece, 0);
    y[x] = ((piece[0]! >>> (32 - k)) << EXTRA_BITS) | (x >>> (k - EXTRA_BITS));
  }
  return y;
}

/** The first blocks of the key stream as a bit string, with the spare word that `sliceWords` may touch. */
function keyStreamWords(plotId: Uint8Array, blocks: number): Uint32Array {
  const keyStream = createKeyStream(plotKey(plotId));
  const words = new Uint32Array(blocks * BLOCK_WORDS + 1);
  for (let block = 0; block < blocks; block++) keyStream(block, words, block * BLOCK_WORDS);
  for (let i = 0; i < words.length; i++) words[i] = swapBytes(words[i]!);
  return words;
}
