import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bitLength, exactSqrt, integerFourthRoot, integerSqrt, mod } from '../src/integers/bits.ts';
import {
  readBigEndian,
  readLittleEndian,
  readSigned,
  writeBigEndian,
  writeLittleEndian,
  writeSigned,
} from '../src/integers/bytes.ts';
import { gcd, inverseGcd } from '../src/integers/gcd.ts';
import { jacobi, powerOfTwoMod } from '../src/integers/modular.ts';
import { basis, partialGcd } from '../src/integers/partial-gcd.ts';

const natural = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) });

/** Integers of any length up to `bits`, short ones as often as long ones. */
const ofAnyLength = (bits: number) => fc.nat(bits).chain((length) => natural(length));

function euclid(a: bigint, b: bigint): bigint {
  return b === 0n ? a : euclid(b, a % b);
}

/** base^exponent mod m, for exponent ≥ 0 and m ≥ 1. */
function powMod(base: bigint, exponent: bigint, m: bigint): bigint {
  let result = 1n % m;
  const b = mod(base, m);
  for (const bit of exponent.toString(2)) {
    result = (result * result) % m;
    if (bit === '1') result = (result * b) % m;
  }
  return result;
}

describe('roots and lengths', () => {
  test('the root is the largest integer whose power fits', () => {
    fc.assert(
      fc.property(ofAnyLength(1100), (n) => {
        const root = integerSqrt(n);
        expect(root * root <= n && n < (root + 1n) ** 2n).toBe(true);
        const fourth = integerFourthRoot(n);
        expect(fourth ** 4n <= n && n < (fourth + 1n) ** 4n).toBe(true);
        expect(exactSqrt(n * n)).toBe(n);
        expect(exactSqrt(n * n + 1n)).toBe(n === 0n ? 1n : null);
      }),
    );
  });

  test('the bit length of 0 is 1', () => {
    expect(bitLength(0n)).toBe(1);
    fc.assert(fc.property(fc.nat(1100), (n) => expect(bitLength(2n ** BigInt(n))).toBe(n + 1)));
    fc.assert(fc.property(fc.integer({ min: 1, max: 1100 }), (n) => expect(bitLength(2n ** BigInt(n) - 1n)).toBe(n)));
  });
});

describe('Lehmer', () => {
  test('finds the gcd, and an inverse up to it', () => {
    fc.assert(
      fc.property(ofAnyLength(1100), ofAnyLength(1100), ofAnyLength(300), (x, y, factor) => {
        const a = (x + 1n) * (factor + 1n);
        const b = mod(y * (factor + 1n), a);
        const found = inverseGcd(a, b);
        expect(found.gcd).toBe(euclid(a, b));
        expect(mod(found.inverse * b - found.gcd, a)).toBe(0n);
        expect(gcd(a, b)).toBe(found.gcd);
      }),
      { numRuns: 500 },
    );
  });

  test('stops half way at a short basis of the lattice, of known orientation', () => {
    fc.assert(
      fc.property(ofAnyLength(600), natural(600), (x, y) => {
        const a = x + 1n;
        const k = y % a;
        const limit = integerSqrt(a);
        partialGcd(a, k, limit, Number(limit));
        const { r1, r2, u1, u2, flipped } = basis;
        expect(r1 >= 0n && r1 <= limit && r2 >= r1).toBe(true);
        expect(mod(r1 + u1 * k, a)).toBe(0n);
        expect(mod(r2 + u2 * k, a)).toBe(0n);
        expect(r2 * u1 - r1 * u2).toBe(flipped ? a : -a);
      }),
      { numRuns: 500 },
    );
  });
});

describe('residues', () => {
  test('powers', () => {
    fc.assert(
      fc.property(fc.nat(300), natural(200), (exponent, m) => {
        expect(powerOfTwoMod(BigInt(exponent), m + 1n)).toBe(2n ** BigInt(exponent) % (m + 1n));
      }),
    );
  });

  test('Jacobi symbols of primes are Euler’s', () => {
    const p = 2n ** 61n - 1n;
    const odd = fc.integer({ min: -499, max: 499 }).map((n) => 2 * n + 1);
    fc.assert(
      fc.property(odd, (d) => {
        const euler = powMod(BigInt(d), (p - 1n) / 2n, p);
        expect(jacobi(d, p)).toBe(euler === 1n ? 1 : -1);
      }),
    );
    expect(jacobi(5, 15n)).toBe(0);
  });
});

describe('bytes', () => {
  test('what is written is read, and what does not fit is not written', () => {
    fc.assert(
      fc.property(ofAnyLength(300), fc.nat(40), (value, size) => {
        const fits = value < 2n ** BigInt(8 * size);
        const [big, little] = [writeBigEndian(value, size), writeLittleEndian(value, size)];
        expect([big, little].map((bytes) => bytes?.length)).toEqual(fits ? [size, size] : [undefined, undefined]);
        if (big === null || little === null) return;
        expect(readBigEndian(big)).toBe(value);
        expect(readLittleEndian(little)).toBe(value);
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), (value) => {
        const bytes = writeSigned(value, 8);
        if (value >= -(2n ** 63n) && value < 2n ** 63n) expect(readSigned(bytes as Uint8Array)).toBe(value);
        else expect(bytes).toBeNull();
      }),
    );
  });
});
