import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { linePoint, linePointPair, smallLinePoint, smallLinePointPair } from '../src/line-point.ts';

describe('line points', () => {
  const big = fc.bigInt({ min: 0n, max: 2n ** 50n });
  const small = fc.nat(2 ** 26 - 1);

  test('come back as the pair, larger first', () => {
    fc.assert(
      fc.property(big, big, (a, b) => {
        fc.pre(a !== b);
        expect(linePointPair(linePoint(a, b))).toEqual(a > b ? [a, b] : [b, a]);
      }),
    );
  });

  test('number the pairs without gaps', () => {
    let next = 0n;
    for (let a = 1n; a < 40n; a++) {
      for (let b = 0n; b < a; b++) expect(linePoint(b, a)).toBe(next++);
    }
  });

  test('of small numbers are the same in both forms', () => {
    fc.assert(
      fc.property(small, small, (a, b) => {
        fc.pre(a !== b);
        const point = smallLinePoint(a, b);
        expect(BigInt(point)).toBe(linePoint(BigInt(a), BigInt(b)));
        expect(smallLinePointPair(point)).toEqual([Math.max(a, b), Math.min(a, b)]);
      }),
    );
  });

  test('are exact at both ends of a row', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 26 - 1 }), (a) => {
        expect(smallLinePointPair(smallLinePoint(a, 0))).toEqual([a, 0]);
        expect(smallLinePointPair(smallLinePoint(a, a - 1))).toEqual([a, a - 1]);
      }),
    );
  });
});
