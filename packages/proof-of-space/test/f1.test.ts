import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createF1, f1Table } from '../src/f1.ts';
import { bytes32 } from './support/plot.ts';

describe('f1', () => {
  const plotId = bytes32('f1');

  test.each([18, 19])('single values agree with the whole table, k = %i', (k) => {
    const f1 = createF1(plotId, k);
    const table = f1Table(plotId, k);
    expect(table.length).toBe(2 ** k);
    fc.assert(fc.property(fc.nat(2 ** k - 1), (x) => expect(f1(BigInt(x))).toBe(BigInt(table[x]!))));
  });

  test('ends in the six top bits of x', () => {
    fc.assert(
      fc.property(fc.integer({ min: 18, max: 50 }), fc.bigInt({ min: 0n, max: 2n ** 50n - 1n }), (k, any) => {
        const x = any % 2n ** BigInt(k);
        const y = createF1(plotId, k)(x);
        expect(y % 64n).toBe(x >> BigInt(k - 6));
        expect(y < 2n ** BigInt(k + 6)).toBe(true);
      }),
    );
  });

  test('does not depend on the last byte of the plot id, but on the one before', () => {
    const last = plotId.with(31, plotId[31]! ^ 1);
    const before = plotId.with(30, plotId[30]! ^ 1);
    expect(createF1(last, 32)(12345n)).toBe(createF1(plotId, 32)(12345n));
    expect(createF1(before, 32)(12345n)).not.toBe(createF1(plotId, 32)(12345n));
  });
});
