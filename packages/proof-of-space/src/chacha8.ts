/**
 * ChaCha with 8 rounds in its original layout: a 64-bit block counter in words 12 and 13, a zero nonce in 14 and 15
 * (proofs A.2). Only the key stream is wanted; nothing is encrypted with it.
 */

const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574] as const;

const DOUBLE_ROUNDS = 4;

/** Key of a plot: byte 1, then the first 31 bytes of the plot id. The last byte of the id is unused. */
export function plotKey(plotId: Uint8Array): Uint8Array {
  const key = new Uint8Array(32);
  key[0] = 1;
  key.set(plotId.subarray(0, 31), 1);
  return key;
}

function quarterRound(state: Int32Array, i: number, j: number, k: number, l: number): void {
  let a = state[i]!;
  let b = state[j]!;
  let c = state[k]!;
  let d = state[l]!;
  a = (a + b) | 0;
  d ^= a;
  d = (d << 16) | (d >>> 16);
  c = (c + d) | 0;
  b ^= c;
  b = (b << 12) | (b >>> 20);
  a = (a + b) | 0;
  d ^= a;
  d = (d << 8) | (d >>> 24);
  c = (c + d) | 0;
  b ^= c;
  b = (b << 7) | (b >>> 25);
  state[i] = a;
  state[j] = b;
  state[k] = c;
  state[l] = d;
}

function doubleRound(state: Int32Array): void {
  quarterRound(state, 0, 4, 8, 12);
  quarterRound(state, 1, 5, 9, 13);
  quarterRound(state, 2, 6, 10, 14);
  quarterRound(state, 3, 7, 11, 15);
  quarterRound(state, 0, 5, 10, 15);
  quarterRound(state, 1, 6, 11, 12);
  quarterRound(state, 2, 7, 8, 13);
  quarterRound(state, 3, 4, 9, 14);
}

/** Writes block number `block` into the 16 words of `out` from `at` on, as the cipher's own little-endian words. */
export type KeyStream = (block: number, out: Uint32Array, at: number) => void;

/** `key` is 32 bytes; block numbers are exact up to 2 ** 53. */
export function createKeyStream(key: Uint8Array): KeyStream {
  const view = new DataView(key.buffer, key.byteOffset, 32);
  const start = new Int32Array(16);
  start.set(SIGMA);
  for (let i = 0; i < 8; i++) start[4 + i] = view.getInt32(4 * i, true);
  const state = new Int32Array(16);
  return (block, out, at) => {
    start[12] = block % 2 ** 32;
    start[13] = Math.floor(block / 2 ** 32);
    state.set(start);
    for (let round = 0; round < DOUBLE_ROUNDS; round++) doubleRound(state);
    for (let i = 0; i < 16; i++) out[at + i] = state[i]! + start[i]!;
  };
}
