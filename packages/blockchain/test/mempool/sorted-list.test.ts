import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MempoolItem } from '../../src/mempool/item.ts';
import { mainnetPolicy } from '../../src/mempool/policy/mainnet.ts';
import { RateGroups } from '../../src/mempool/rate-groups.ts';
import { SortedList } from '../../src/mempool/sorted-list.ts';
import { CONSTANTS } from '../consensus/support/farm.ts';

describe('a sorted list', () => {
  const operations = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3000 })), { maxLength: 4000 });

  test('holds what was put in and not taken out, in order', () => {
    fc.assert(
      fc.property(operations, (steps) => {
        const list = new SortedList<{ n: number }>((a, b) => a.n - b.n);
        const model = new Map<number, { n: number }>();
        for (const [insert, n] of steps) {
          const known = model.get(n);
          expect(list.find({ n })).toBe(known);
          if (insert && known === undefined) {
            model.set(n, { n });
            list.insert(model.get(n) as { n: number });
          } else if (known !== undefined) {
            model.delete(n);
            list.remove(known);
          }
        }
        const sorted = [...model.values()].sort((a, b) => a.n - b.n);
        expect([...list]).toEqual(sorted);
        expect([...list.backwards()]).toEqual(sorted.reverse());
      }),
      { numRuns: 20 },
    );
  });

  test('keeps its order when it grows at either end', () => {
    for (const sign of [1, -1]) {
      const list = new SortedList<number>((a, b) => a - b);
      const all = Array.from({ length: 5000 }, (_, at) => sign * at);
      for (const n of all) list.insert(n);
      expect([...list]).toEqual(all.sort((a, b) => a - b));
    }
  });

  test('leaves out what only looks like an element', () => {
    const list = new SortedList<{ n: number }>((a, b) => a.n - b.n);
    list.remove({ n: 1 });
    list.insert({ n: 1 });
    list.remove({ n: 1 });
    expect([...list]).toEqual([{ n: 1 }]);
  });
});

test('fee rates are exact fractions today, and one rate is one group in order of arrival', () => {
  const { compareRates } = mainnetPolicy(CONSTANTS);
  const groups = new RateGroups(compareRates);
  const item = (fees: bigint, cost: bigint) => ({ fees, cost }) as MempoolItem;
  const huge = 10n ** 18n;
  // As doubles the first three have one rate.
  const items = [item(huge, huge), item(huge + 1n, huge), item(huge - 1n, huge), item(3n, 3n), item(1n, 2n)];
  for (const each of items) groups.add(each);
  const at = (found: Iterable<MempoolItem>) => [...found].map((each) => items.indexOf(each));
  expect(at(groups.fromBest())).toEqual([1, 0, 3, 2, 4]);
  expect(at(groups.fromWorst())).toEqual([4, 2, 0, 3, 1]);
  groups.delete(items[0] as MempoolItem);
  groups.delete(items[3] as MempoolItem);
  groups.delete(item(7n, 1n));
  expect(at(groups.fromWorst())).toEqual([4, 2, 1]);
});
