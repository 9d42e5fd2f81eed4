import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { chiavdfSearch, hashPrime, isChiavdfPrime, type PrimeSearch, type VdfError } from '@salvia/proof-of-time';
import { z } from 'zod';
import { readVector } from '../../src/index.ts';
import { bytes, integer, numbered, readCases, today } from './values.ts';

const mask = z.array(z.int().nonnegative());

export function primality(file: string): void {
  const cases = readCases(file, z.strictObject({ n: integer, note: z.string(), accepted: z.boolean() }));
  test.each(cases)('$note: $accepted', ({ n, accepted }) => {
    expect(isChiavdfPrime(n)).toBe(accepted);
  });
}

export function hashPrimes(file: string): void {
  const found = { seed: bytes, bits: z.int(), mask };
  const attempt = z.strictObject({
    attempt: z.int(),
    hashed: z.array(bytes),
    blob: bytes,
    candidate: integer,
    prime: z.boolean(),
  });
  const { cases, trace } = z
    .strictObject({
      cases: z.array(z.strictObject({ ...found, prime: integer })),
      trace: z.array(z.strictObject({ ...found, attempts: z.array(attempt) })),
    })
    .parse(readVector(`vdf/${file}`));

  test.each(numbered(cases))('prime %i', (_, { seed, bits, mask, prime }) => {
    expect(hashPrime(chiavdfSearch, seed, bits, mask)).toBe(prime);
  });

  test.each(numbered(trace))('trace %i', (_, { seed, bits, mask, attempts }) => {
    const seen: { hashed: string[]; candidate: bigint; prime: boolean }[] = [];
    let hashed: Uint8Array[] = [];
    const watched: PrimeSearch = {
      forcedBits: chiavdfSearch.forcedBits,
      advance(counter) {
        chiavdfSearch.advance(counter);
        hashed.push(Uint8Array.from(counter));
      },
      isPrime(candidate) {
        const prime = chiavdfSearch.isPrime(candidate);
        seen.push({ hashed: hashed.map((counter) => bytesToHex(counter)), candidate, prime });
        hashed = [];
        return prime;
      },
    };
    hashPrime(watched, seed, bits, mask);
    expect(seen.length - 1).toBe(Math.max(...attempts.map((one) => one.attempt)));
    for (const one of attempts) {
      const blob = concatBytes(...one.hashed.map((counter) => sha256(counter))).subarray(0, bits / 8);
      expect(bytesToHex(blob)).toBe(bytesToHex(one.blob));
      expect(seen[one.attempt]).toEqual({
        hashed: one.hashed.map((counter) => bytesToHex(counter)),
        candidate: one.candidate,
        prime: one.prime,
      });
    }
  });
}

export function discriminants(file: string): void {
  const { cases, rejected } = z
    .strictObject({
      cases: z.array(z.strictObject({ seed: bytes, bits: z.int(), abs_d: integer })),
      rejected: z.array(z.strictObject({ seed: bytes.optional(), bits: z.int() })),
    })
    .parse(readVector(`vdf/${file}`));

  test.each(numbered(cases))('discriminant %i', (_, { seed, bits, abs_d }) => {
    expect(today.createDiscriminant(seed, bits)).toBe(-abs_d);
  });

  describe('rejected', () => {
    test.each(rejected)('bits $bits, seed $seed', ({ seed, bits }) => {
      let code: string | null = null;
      try {
        today.createDiscriminant(seed ?? new Uint8Array(32), bits);
      } catch (error) {
        code = (error as VdfError).code;
      }
      expect(code).toBe(seed === undefined ? 'BAD_DISCRIMINANT_BITS' : 'BAD_SEED');
    });
  });
}
