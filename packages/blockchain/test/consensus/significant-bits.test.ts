import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bitLength, significantBits, truncate } from '../../src/consensus/index.ts';

const value = fc.bigInt({ min: -(1n << 100n), max: 1n << 100n });
const bits = fc.integer({ min: 1, max: 64 });
const magnitude = (x: bigint): bigint => (x < 0n ? -x : x);

describe('truncation to significant bits', () => {
  test.each([
    [1257311n, 12, 1256960n],
    [4097n, 5, 4096n],
    [-10470n, 12, -10468n],
    [0n, 64, 0n],
    [-4095n, 12, -4095n],
  ])('%p to %p bits is %p', (x, count, result) => {
    expect(truncate(x, count)).toBe(result);
  });

  test('loses the sign of a value with fewer bits, as the reference does (Q7)', () => {
    expect(truncate(-1n, 12)).toBe(1n);
    expect(truncate(-2047n, 12)).toBe(2047n);
  });

  test('leaves at most that many significant bits', () => {
    fc.assert(
      fc.property(value, bits, (x, count) => expect(significantBits(truncate(x, count))).toBeLessThanOrEqual(count)),
    );
  });

  test('never adds to the magnitude, and takes less than one part in 2^(bits - 1)', () => {
    fc.assert(
      fc.property(value, bits, (x, count) => {
        const lost = magnitude(x) - magnitude(truncate(x, count));
        expect(lost).toBeGreaterThanOrEqual(0n);
        expect(lost << BigInt(count - 1)).toBeLessThanOrEqual(magnitude(x));
      }),
    );
  });

  test('done twice is done once', () => {
    fc.assert(
      fc.property(value, bits, (x, count) => {
        const once = truncate(x, count);
        expect(truncate(once, count)).toBe(bitLength(once) < count ? magnitude(once) : once);
      }),
    );
  });

  test('keeps the order of positive values', () => {
    const positive = fc.bigInt({ min: 0n, max: 1n << 80n });
    fc.assert(
      fc.property(positive, positive, bits, (a, b, count) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(truncate(low, count)).toBeLessThanOrEqual(truncate(high, count));
      }),
    );
  });
});

test('bit lengths', () => {
  expect([0n, 1n, 255n, 256n, -256n].map(bitLength)).toEqual([0, 1, 8, 9, 9]);
  expect([0n, 1n, 4096n, 4097n, -10470n].map(significantBits)).toEqual([0, 1, 1, 13, 13]);
});
