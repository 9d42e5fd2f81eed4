import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSanitizerBook } from '../src/index.ts';
import { hash, named } from './support.ts';

/** A book that has seen five tips already. */
function bookWithTips(workers: number) {
  const book = named(createSanitizerBook(workers));
  for (const weight of [100n, 101n, 102n, 103n, 104n]) book.add(`tip ${weight}`, weight);
  return book;
}

test('proves what is settled, in the order in which it was asked for, and forgets it', () => {
  const { book, add, want, plan } = bookWithTips(1);
  add('b', 20n);
  add('a', 10n);
  expect(want('b', 500n)).toEqual({ taken: true, worker: null });
  expect(want('a', 100n)).toEqual({ taken: true, worker: null });
  expect(plan(0)).toEqual([[0, 'b']]);
  expect(want('b', 700n)).toEqual({ taken: true, worker: 0 });
  expect(want('b', 700n)).toEqual({ taken: false });
  book.finished(0, 500n, 1000);
  expect(plan(1000)).toEqual([]);
  book.finished(0, 700n, 2000);
  expect(plan(2000)).toEqual([[0, 'a']]);
  book.finished(0, 100n, 3000);
  expect(plan(3000)).toEqual([[0, null]]);
  expect(book.average).toEqual({ mean: 316, samples: 3 });
  expect(add('b', 20n)).toBe(true);
});

test('leaves challenges of tips alone, and what nobody named', () => {
  const { add, want, plan } = bookWithTips(2);
  expect(want('tip 102', 500n)).toEqual({ taken: false });
  expect(want('tip 100', 500n)).toEqual({ taken: false });
  expect(want('unknown', 500n)).toEqual({ taken: false });
  add('just below', 99n);
  expect(want('just below', 500n)).toEqual({ taken: true, worker: null });
  expect(plan(0)).toEqual([[0, 'just below']]);
});

test('waits for five weights, as it cannot tell tips before', () => {
  const { add, want } = named(createSanitizerBook(1));
  add('a', 10n);
  expect(want('a', 1n)).toEqual({ taken: false });
  for (const weight of [11n, 11n, 12n, 13n]) add(`${weight}`, weight);
  expect(want('a', 1n)).toEqual({ taken: false });
  for (const weight of [14n, 15n]) add(`${weight}`, weight);
  expect(want('a', 1n)).toEqual({ taken: true, worker: null });
});

test("a wrong proof is not tried again by itself, and a lost worker's challenge is", () => {
  const { book, add, want, plan } = bookWithTips(1);
  add('a', 10n);
  add('b', 10n);
  want('a', 1n);
  want('b', 1n);
  plan(0);
  book.lost(0);
  expect(plan(1)).toEqual([[0, 'a']]);
  book.spoiled(0, 1n);
  expect(plan(2)).toEqual([[0, 'b']]);
  expect(book.average.samples).toBe(0);
});

test('nothing grows for ever, and no worker rests while something is wanted', () => {
  const event = fc.record({
    kind: fc.constantFrom('add', 'add', 'want', 'want', 'finish', 'spoil', 'lose'),
    name: fc.nat(400),
    weight: fc.bigInt({ min: 0n, max: 300n }),
    iterations: fc.bigInt({ min: 1n, max: 30n }),
    worker: fc.nat(2),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 600, size: 'max' }), (events) => {
      const book = createSanitizerBook(3);
      for (const { kind, name, weight, iterations, worker } of events) {
        if (kind === 'add') book.addChallenge(hash(`${name}`), weight);
        if (kind === 'want') book.want(hash(`${name}`), iterations);
        if (kind === 'finish') book.finished(worker, iterations, 1000);
        if (kind === 'spoil') book.spoiled(worker, iterations);
        if (kind === 'lose') book.lost(worker);
        book.plan(0);
        expect(book.plan(0)).toEqual([]);
        const active = book.active.filter((challenge) => challenge !== null);
        expect(new Set(active).size).toBe(active.length);
        expect(book.queued.length + active.length).toBeLessThanOrEqual(256);
        if (book.queued.some(({ pending }) => pending.size > 0)) expect(active).toHaveLength(3);
        for (const { pending } of active) expect(pending.size).toBeGreaterThan(0);
      }
    }),
    { numRuns: 15 },
  );
});
