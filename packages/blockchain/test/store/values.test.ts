import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromFixed, uint64, uint128 } from '../../src/store/values.ts';

describe('integers as blobs', () => {
  test('come back, and sort like the numbers', () => {
    const integer = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(integer, integer, (a, b) => {
        expect(fromFixed(uint64(a))).toBe(a);
        expect(fromFixed(uint128(a << 64n))).toBe(a << 64n);
        expect(Math.sign(Buffer.compare(uint64(a), uint64(b)))).toBe(a === b ? 0 : a < b ? -1 : 1);
      }),
    );
  });

  test.each([-1n, 2n ** 64n])('%s is refused, never cut', (value) => {
    expect(() => uint64(value)).toThrow(RangeError);
  });
});
