/**
 * BLAKE3 of one block (at most 64 bytes), the only length proofs of space hash (proofs A.3).
 *
 * The state is a 4 x 4 matrix with rows a, b, c, d. A round mixes its four columns, then its four diagonals; each mix
 * takes in two message words in the order of the round's schedule. A single block is at once the start, the end and the
 * root of the tree, so one compression is the whole hash.
 */

const IV = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19] as const;

/** CHUNK_START | CHUNK_END | ROOT. */
const FLAGS = 1 | 2 | 8;

const ROUNDS = 7;

/** How the message words move from one round to the next. */
const PERMUTATION = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8] as const;

/** Message word numbers, 16 per round. */
const SCHEDULE = buildSchedule();

function buildSchedule(): Uint8Array {
  const schedule = new Uint8Array(16 * ROUNDS);
  let order = Array.from({ length: 16 }, (_, i) => i);
  for (let round = 0; round < ROUNDS; round++) {
    schedule.set(order, 16 * round);
    order = PERMUTATION.map((from) => order[from]!);
  }
  return schedule;
}

function rotateRight(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

/**
 * Hashes the first `length` bytes of `message` (16 little-endian words, zero after those bytes) into the 8 words of
 * `out`. Written out in local variables: in registers it is three times as fast as over an array, and plotting is
 * little else.
 */
export function blake3Block(message: Uint32Array, length: number, out: Uint32Array): void {
  let a0: number = IV[0];
  let a1: number = IV[1];
  let a2: number = IV[2];
  let a3: number = IV[3];
  let b0: number = IV[4];
  let b1: number = IV[5];
  let b2: number = IV[6];
  let b3: number = IV[7];
  let c0: number = IV[0];
  let c1: number = IV[1];
  let c2: number = IV[2];
  let c3: number = IV[3];
  let d0 = 0;
  let d1 = 0;
  let d2 = length;
  let d3 = FLAGS;
  for (let s = 0; s < 16 * ROUNDS; s += 16) {
    a0 = (a0 + b0 + message[SCHEDULE[s + 0]!]!) | 0;
    d0 = rotateRight(d0 ^ a0, 16);
    c0 = (c0 + d0) | 0;
    b0 = rotateRight(b0 ^ c0, 12);
    a0 = (a0 + b0 + message[SCHEDULE[s + 1]!]!) | 0;
    d0 = rotateRight(d0 ^ a0, 8);
    c0 = (c0 + d0) | 0;
    b0 = rotateRight(b0 ^ c0, 7);
    a1 = (a1 + b1 + message[SCHEDULE[s + 2]!]!) | 0;
    d1 = rotateRight(d1 ^ a1, 16);
    c1 = (c1 + d1) | 0;
    b1 = rotateRight(b1 ^ c1, 12);
    a1 = (a1 + b1 + message[SCHEDULE[s + 3]!]!) | 0;
    d1 = rotateRight(d1 ^ a1, 8);
    c1 = (c1 + d1) | 0;
    b1 = rotateRight(b1 ^ c1, 7);
    a2 = (a2 + b2 + message[SCHEDULE[s + 4]!]!) | 0;
    d2 = rotateRight(d2 ^ a2, 16);
    c2 = (c2 + d2) | 0;
    b2 = rotateRight(b2 ^ c2, 12);
    a2 = (a2 + b2 + message[SCHEDULE[s + 5]!]!) | 0;
    d2 = rotateRight(d2 ^ a2, 8);
    c2 = (c2 + d2) | 0;
    b2 = rotateRight(b2 ^ c2, 7);
    a3 = (a3 + b3 + message[SCHEDULE[s + 6]!]!) | 0;
    d3 = rotateRight(d3 ^ a3, 16);
    c3 = (c3 + d3) | 0;
    b3 = rotateRight(b3 ^ c3, 12);
    a3 = (a3 + b3 + message[SCHEDULE[s + 7]!]!) | 0;
    d3 = rotateRight(d3 ^ a3, 8);
    c3 = (c3 + d3) | 0;
    b3 = rotateRight(b3 ^ c3, 7);
    a0 = (a0 + b1 + message[SCHEDULE[s + 8]!]!) | 0;
    d3 = rotateRight(d3 ^ a0, 16);
    c2 = (c2 + d3) | 0;
    b1 = rotateRight(b1 ^ c2, 12);
    a0 = (a0 + b1 + message[SCHEDULE[s + 9]!]!) | 0;
    d3 = rotateRight(d3 ^ a0, 8);
    c2 = (c2 + d3) | 0;
    b1 = rotateRight(b1 ^ c2, 7);
    a1 = (a1 + b2 + message[SCHEDULE[s + 10]!]!) | 0;
    d0 = rotateRight(d0 ^ a1, 16);
    c3 = (c3 + d0) | 0;
    b2 = rotateRight(b2 ^ c3, 12);
    a1 = (a1 + b2 + message[SCHEDULE[s + 11]!]!) | 0;
    d0 = rotateRight(d0 ^ a1, 8);
    c3 = (c3 + d0) | 0;
    b2 = rotateRight(b2 ^ c3, 7);
    a2 = (a2 + b3 + message[SCHEDULE[s + 12]!]!) | 0;
    d1 = rotateRight(d1 ^ a2, 16);
    c0 = (c0 + d1) | 0;
    b3 = rotateRight(b3 ^ c0, 12);
    a2 = (a2 + b3 + message[SCHEDULE[s + 13]!]!) | 0;
    d1 = rotateRight(d1 ^ a2, 8);
    c0 = (c0 + d1) | 0;
    b3 = rotateRight(b3 ^ c0, 7);
    a3 = (a3 + b0 + message[SCHEDULE[s + 14]!]!) | 0;
    d2 = rotateRight(d2 ^ a3, 16);
    c1 = (c1 + d2) | 0;
    b0 = rotateRight(b0 ^ c1, 12);
    a3 = (a3 + b0 + message[SCHEDULE[s + 15]!]!) | 0;
    d2 = rotateRight(d2 ^ a3, 8);
    c1 = (c1 + d2) | 0;
    b0 = rotateRight(b0 ^ c1, 7);
  }
  out[0] = a0 ^ c0;
  out[1] = a1 ^ c1;
  out[2] = a2 ^ c2;
  out[3] = a3 ^ c3;
  out[4] = b0 ^ d0;
  out[5] = b1 ^ d1;
  out[6] = b2 ^ d2;
  out[7] = b3 ^ d3;
}
