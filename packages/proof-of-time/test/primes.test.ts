import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chiavdf012Search, chiavdfSearch, hashPrime, isChiavdfPrime, isPrime, type VdfError } from '../src/index.ts';
import { challengeOf, chiavdf, chiavdf012 } from './support.ts';

const byDivision = (n: number): boolean => {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n > 1;
};

describe('primality', () => {
  test('agrees with trial division on every number up to 70,000', () => {
    const wrong: number[] = [];
    for (let n = 0; n < 70_000; n++) if (isPrime(BigInt(n)) !== byDivision(n)) wrong.push(n);
    expect(wrong).toEqual([]);
  });

  test('today’s test refuses the primes of its table, and otherwise agrees', () => {
    const wrong: number[] = [];
    for (let n = 0; n < 20_000; n++) if (isChiavdfPrime(BigInt(n)) !== (n > 233 && byDivision(n))) wrong.push(n);
    expect(wrong).toEqual([]);
  });

  test('refuses products of large primes, and squares', () => {
    const large = fc.string({ minLength: 1 }).map((label) => hashPrime(chiavdfSearch, challengeOf(label), 128, [127]));
    fc.assert(
      fc.property(large, large, (p, q) => {
        expect(isPrime(p)).toBe(true);
        expect(isPrime(p * q)).toBe(false);
        expect(isPrime(p * p)).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ['strong pseudoprime to base 2', 3215031751n],
    ['strong pseudoprime to the first 12 primes', 318665857834031151167461n],
    ['Lucas pseudoprime', 5459n],
    ['Carmichael number', 9746347772161n],
    ['Fermat number', 2n ** 128n + 1n],
  ])('a %s is composite', (_, n) => {
    expect(isPrime(n)).toBe(false);
    expect(isChiavdfPrime(n)).toBe(false);
  });

  test.each([2n ** 61n - 1n, 2n ** 127n - 1n, 2n ** 521n - 1n, 2n ** 1279n - 1n, 2n ** 255n - 19n])(
    '%s is prime',
    (n) => {
      expect(isPrime(n)).toBe(true);
      expect(isChiavdfPrime(n)).toBe(true);
    },
  );
});

describe('the search', () => {
  const countsOf = (search: typeof chiavdfSearch, start: number[], times: number): string[] => {
    const counter = Uint8Array.from(start);
    return Array.from({ length: times }, () => {
      search.advance(counter);
      return Buffer.from(counter).toString('hex');
    });
  };

  test('today counts, 0.12 adds one to every byte until one becomes zero', () => {
    expect(countsOf(chiavdfSearch, [0, 0xfe], 3)).toEqual(['00ff', '0100', '0101']);
    expect(countsOf(chiavdf012Search, [0, 0xfe], 3)).toEqual(['01ff', '0100', '0201']);
    expect(countsOf(chiavdfSearch, [0xff, 0xff], 1)).toEqual(['0000']);
  });

  test('leaves the seed as it is, and forces the bits of the mask', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 40 }), (seed) => {
        const copy = Uint8Array.from(seed);
        const prime = hashPrime(chiavdfSearch, seed, 64, [1, 2, 63]);
        expect(prime >> 63n).toBe(1n);
        expect(prime & 7n).toBe(7n);
        expect(seed).toEqual(copy);
      }),
      { numRuns: 30 },
    );
  });

  const codeOf = (work: () => unknown): string | null => {
    try {
      work();
      return null;
    } catch (error) {
      return (error as VdfError).code;
    }
  };

  test('a seed too short to meet a prime is refused instead of searched for ever', () => {
    expect(codeOf(() => hashPrime(chiavdfSearch, new Uint8Array(0), 64, []))).toBe('BAD_SEED');
    expect(codeOf(() => hashPrime(chiavdfSearch, Uint8Array.of(7), 1024, [1023]))).toBe('BAD_SEED');
    expect(codeOf(() => hashPrime(chiavdfSearch, Uint8Array.of(7), 64, []))).toBeNull();
  });

  test.each([0, -8, 12, 1032, 1.5, Number.NaN])('no discriminant has %s bits', (bits) => {
    for (const { createDiscriminant } of [chiavdf, chiavdf012]) {
      expect(codeOf(() => createDiscriminant(challengeOf('any'), bits))).toBe('BAD_DISCRIMINANT_BITS');
    }
  });

  test('the only discriminant of 8 bits today is -239; there were others before', () => {
    const labels = Array.from({ length: 40 }, (_, i) => challengeOf(`${i}`));
    expect(new Set(labels.map((seed) => chiavdf.createDiscriminant(seed, 8)))).toEqual(new Set([-239n]));
    expect(new Set(labels.map((seed) => chiavdf012.createDiscriminant(seed, 8))).size).toBeGreaterThan(2);
    expect(chiavdf012.createDiscriminant(new Uint8Array(32), 8)).toBe(-239n);
  });
});
