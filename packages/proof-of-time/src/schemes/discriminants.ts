import { bytesToHex } from '@noble/hashes/utils.js';
import { VdfError } from '../errors.ts';
import { type ClassGroup, classGroup } from '../forms/class-group.ts';
import { hashPrime, type PrimeSearch } from '../primes/hash-prime.ts';

/** Longest discriminant that the 100 bytes of a form have room for. */
export const MAX_DISCRIMINANT_BITS = 1024;

export function isDiscriminantBits(bits: number): boolean {
  return Number.isInteger(bits) && bits > 0 && bits <= MAX_DISCRIMINANT_BITS && bits % 8 === 0;
}

/**
 * D = -HashPrime(challenge) with the lowest three bits and the highest one set: |D| ≡ 7 mod 8, so 2 splits and (2, 1) is a
 * form, and |D| is prime, so the class group has odd order and no element of order two is known (proofs B.3).
 */
export function createDiscriminant(search: PrimeSearch, challenge: Uint8Array, bits: number): bigint {
  if (!isDiscriminantBits(bits)) throw new VdfError('BAD_DISCRIMINANT_BITS', { bits });
  return -hashPrime(search, challenge, bits, [0, 1, 2, bits - 1]);
}

/** Groups of this many challenges are remembered: a block's proof, its rivals and their children share few. */
const CACHE_SIZE = 16;

/** Groups by challenge; the one unused for longest is forgotten first. Finding a discriminant takes most of a verification. */
export function createGroupCache(search: PrimeSearch): (challenge: Uint8Array, bits: number) => ClassGroup {
  const groups = new Map<string, ClassGroup>();
  return (challenge, bits) => {
    const key = `${bits}:${bytesToHex(challenge)}`;
    const group = groups.get(key) ?? classGroup(createDiscriminant(search, challenge, bits));
    groups.delete(key);
    groups.set(key, group);
    if (groups.size > CACHE_SIZE) groups.delete(groups.keys().next().value as string);
    return group;
  };
}
