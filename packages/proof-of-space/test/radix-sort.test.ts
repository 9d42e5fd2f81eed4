import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sortedOrder } from '../src/plotter/radix-sort.ts';

describe('sortedOrder', () => {
  const rows = fc.array(fc.tuple(fc.nat(2 ** 26 - 1), fc.nat(5)), { maxLength: 200 });

  test('sorts by the last key first and keeps the order of equal rows', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const low = { values: Uint32Array.from(pairs, ([value]) => value), bits: 26 };
        const high = { values: Uint32Array.from(pairs, ([, value]) => value), bits: 3 };
        const expected = pairs
          .map((_, i) => i)
          .sort((a, b) => pairs[a]![1] - pairs[b]![1] || pairs[a]![0] - pairs[b]![0]);
        expect([...sortedOrder([low, high], pairs.length)]).toEqual(expected);
      }),
    );
  });
});
