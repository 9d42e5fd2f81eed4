import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PARAM_BC } from '../src/constants.ts';
import { matches, matchTargets } from '../src/matching.ts';
import { matchPairs } from '../src/plotter/match-pairs.ts';

describe('matching', () => {
  test('each entry has 64 distinct targets', () => {
    const targets = matchTargets();
    fc.assert(
      fc.property(fc.nat(2 * PARAM_BC - 1), (row) => {
        expect(new Set(targets.subarray(64 * row, 64 * row + 64)).size).toBe(64);
      }),
    );
  });

  test('matches exactly the targets in the next bucket', () => {
    const targets = matchTargets();
    const bucket = fc.bigInt({ min: 0n, max: 2n ** 41n });
    fc.assert(
      fc.property(bucket, fc.nat(PARAM_BC - 1), fc.nat(PARAM_BC - 1), fc.nat(63), (n, i, other, m) => {
        const row = 64 * (Number(n % 2n) * PARAM_BC + i);
        const yLeft = n * BigInt(PARAM_BC) + BigInt(i);
        const next = (n + 1n) * BigInt(PARAM_BC);
        expect(matches(yLeft, next + BigInt(targets[row + m]!))).toBe(true);
        const isTarget = targets.subarray(row, row + 64).includes(other);
        expect(matches(yLeft, next + BigInt(other))).toBe(isTarget);
        expect(matches(yLeft, next + BigInt(PARAM_BC + targets[row + m]!))).toBe(false);
        expect(matches(yLeft, n * BigInt(PARAM_BC) + BigInt(targets[row + m]!))).toBe(false);
      }),
    );
  });
});

describe('matchPairs', () => {
  /** Four crowded buckets, so that pairs, equal values and empty buckets all occur. */
  const table = fc
    .array(fc.integer({ min: 0, max: 4 * PARAM_BC - 1 }), { maxLength: 300 })
    .map((y) => Uint32Array.from(y.flatMap((value, i) => (i % 9 === 0 ? [value, value] : [value]))).sort());

  test('finds every pair that matches, in order, and no other', () => {
    fc.assert(
      fc.property(table, (y) => {
        const expected: [number, number][] = [];
        for (let l = 0; l < y.length; l++) {
          for (let r = 0; r < y.length; r++) if (matches(BigInt(y[l]!), BigInt(y[r]!))) expected.push([l, r]);
        }
        const pairs = matchPairs(y);
        const found = Array.from({ length: pairs.size }, (_, i) => [pairs.left[i]!, pairs.right[i]!]);
        expect(found).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});
