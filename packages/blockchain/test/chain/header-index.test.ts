import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HeaderIndex, type IndexEntry } from '../../src/chain/header-index.ts';

const MAX = 2n ** 64n - 1n;

/** Hashes that differ, many of them in the same place of the table: the first four bytes take few values. */
const hashOf = (number: number): Uint8Array => {
  const hash = new Uint8Array(32);
  new DataView(hash.buffer).setUint32(0, (number % 1009) * 64);
  new DataView(hash.buffer).setUint32(28, number);
  return hash;
};

const entryOf = (number: number): IndexEntry => ({
  headerHash: hashOf(number),
  parentId: number === 1 ? null : number - 1,
  height: number - 1,
  timestamp: BigInt(number) * 7n,
  weight: (BigInt(number) << 70n) + 1n,
  totalIters: BigInt(number) * 11n,
  minIters: BigInt(number),
});

describe('the header index', () => {
  test('finds each of many headers, over several pages', () => {
    const index = new HeaderIndex();
    const count = 33_000;
    for (let number = 1; number <= count; number += 1) index.add(entryOf(number));
    expect(index.size).toBe(count);
    const some = Array.from({ length: count }, (_, at) => at + 1).filter(
      (number) => number % 37 === 1 || number > 32_760,
    );
    for (const number of some) {
      const { headerHash, parentId, ...record } = entryOf(number);
      expect(index.find(headerHash)).toBe(number);
      expect(index.hash(number)).toEqual(headerHash);
      expect(index.record(number)).toEqual(record);
      expect(index.parent(number)).toBe(parentId ?? undefined);
    }
    expect(index.find(hashOf(count + 1))).toBeUndefined();
    expect(index.find(new Uint8Array(31))).toBeUndefined();
  });

  test('keeps integers at their limits', () => {
    const index = new HeaderIndex();
    const limits = { timestamp: MAX, weight: (MAX << 64n) | MAX, totalIters: MAX, minIters: MAX, height: 2 ** 32 - 1 };
    index.add({ ...entryOf(1), ...limits });
    expect(index.record(1)).toEqual(limits);
  });

  test('is as if nothing had been added once the last one is taken back', () => {
    const steps = fc.array(fc.boolean(), { maxLength: 60 });
    fc.assert(
      fc.property(fc.nat({ max: 1100 }), steps, (before, adds) => {
        const index = new HeaderIndex();
        for (let number = 1; number <= before; number += 1) index.add(entryOf(number));
        let size = before;
        for (const add of adds) {
          index.add(entryOf(size + 1));
          if (add) size += 1;
          else index.removeLast();
        }
        expect(index.size).toBe(size);
        for (const number of [1, 2, before, size].filter((it) => it >= 1 && it <= size)) {
          expect(index.find(hashOf(number))).toBe(number);
        }
        expect(index.find(hashOf(size + 1))).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  test.each([0, 2, 1.5, -1])('the id %s, which was never given, is an error', (id) => {
    const index = new HeaderIndex();
    index.add(entryOf(1));
    expect(() => index.record(id)).toThrow(RangeError);
  });
});
