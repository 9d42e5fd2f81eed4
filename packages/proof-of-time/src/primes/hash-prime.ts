/**
 * HashPrime: from a seed to a prime that nobody could choose (proofs B.1, consensus appendix C.1).
 *
 * The seed is a counter of a fixed number of bytes. Each step advances it and hashes it; the hashes, strung together
 * and cut to n bits, are a candidate. Some bits of a candidate are forced to 1; if it is prime it is the answer, else the
 * search goes on from where the counter stands. The seed itself is never hashed, only what follows it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { VdfError } from '../errors.ts';
import { readBigEndian } from '../integers/bytes.ts';
import { isChiavdfPrime, isPrime } from './is-prime.ts';

/** What differs between the two versions of the library. */
export interface PrimeSearch {
  /** Advances the counter, in place. */
  advance(counter: Uint8Array): void;
  isPrime(candidate: bigint): boolean;
  /** Bits forced besides those of the caller. */
  forcedBits: readonly number[];
}

/** A big-endian counter: add 1 to the last byte, and carry on while a byte wraps to 0. */
function advanceCounter(counter: Uint8Array): void {
  for (let i = counter.length - 1; i >= 0; i--) {
    counter[i] = ((counter[i] as number) + 1) & 0xff;
    if (counter[i] !== 0) return;
  }
}

/**
 * What version 0.12 does instead: the test for the carry is upside down, so it goes on while bytes do *not* wrap, and
 * normally adds 1 to every byte. Every discriminant of that time comes from it.
 */
function advanceEveryByte(counter: Uint8Array): void {
  for (let i = counter.length - 1; i >= 0; i--) {
    counter[i] = ((counter[i] as number) + 1) & 0xff;
    if (counter[i] === 0) return;
  }
}

export const chiavdfSearch: PrimeSearch = { advance: advanceCounter, isPrime: isChiavdfPrime, forcedBits: [0] };
export const chiavdf012Search: PrimeSearch = { advance: advanceEveryByte, isPrime, forcedBits: [] };

/**
 * The first prime of `bits` bits after `seed`.
 *
 * @param seed one byte or more, left as it is
 * @param bits length of the prime, a multiple of 8
 * @param mask positions of further bits to set, 0 the lowest
 * @throws VdfError BAD_SEED if the counter is so short that all its values were tried in vain
 */
export function hashPrime(search: PrimeSearch, seed: Uint8Array, bits: number, mask: readonly number[]): bigint {
  if (seed.length === 0) throw new VdfError('BAD_SEED', { length: 0 });
  const counter = Uint8Array.from(seed);
  const blob = new Uint8Array(bits / 8);
  const forced = [...search.forcedBits, ...mask].reduce((value, bit) => value | (1n << BigInt(bit)), 0n);
  const hashesPerCandidate = Math.ceil(blob.length / 32);
  // A counter visits at most 256^length values, and a candidate depends on nothing but the value it starts from.
  const candidates = 256 ** Math.min(seed.length, 8);
  for (let tried = 0; tried < candidates; tried++) {
    for (let part = 0; part < hashesPerCandidate; part++) {
      search.advance(counter);
      blob.set(sha256(counter).subarray(0, blob.length - 32 * part), 32 * part);
    }
    const candidate = readBigEndian(blob) | forced;
    if (search.isPrime(candidate)) return candidate;
  }
  throw new VdfError('BAD_SEED', { length: seed.length });
}
