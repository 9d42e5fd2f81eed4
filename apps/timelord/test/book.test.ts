import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createWorkBook } from '../src/index.ts';
import { hash, namedBook, PATIENCE_MS } from './support.ts';

describe('one worker', () => {
  test('takes the heaviest challenge, even before anybody has a block for it', () => {
    const { add, plan, active } = namedBook(1);
    add('light', 10n);
    add('heavy', 11n);
    expect(plan(0)).toEqual([[0, 'heavy']]);
    expect(active()).toEqual(['heavy']);
  });

  test('changes its mind when a heavier challenge comes, and drops what is behind', () => {
    const { add, want, plan, queued } = namedBook(1);
    add('a', 10n);
    want('a', 1000n);
    expect(plan(0)).toEqual([[0, 'a']]);
    add('b', 11n);
    expect(plan(100)).toEqual([[0, 'b']]);
    expect(queued()).toEqual(['a']);
    expect(plan(200)).toEqual([]);
  });

  test('keeps its challenge when a lighter one comes', () => {
    const { add, want, plan } = namedBook(1);
    add('a', 10n);
    plan(0);
    add('b', 9n);
    want('b', 100n);
    expect(plan(100)).toEqual([]);
  });

  test('of equal ones prefers the one wanted soonest, and leaves one that nobody wants', () => {
    const { add, want, plan } = namedBook(1);
    add('unwanted', 10n);
    expect(plan(0)).toEqual([[0, 'unwanted']]);
    add('late', 10n);
    add('soon', 10n);
    expect(plan(1)).toEqual([]);
    want('late', 500n);
    want('soon', 400n);
    expect(plan(2)).toEqual([[0, 'soon']]);
    want('unwanted', 1n);
    expect(plan(3)).toEqual([]);
  });

  test('goes back to a lighter challenge when nobody has a block for the heaviest', () => {
    const { add, want, plan } = namedBook(1);
    add('light', 10n);
    want('light', 100n);
    add('heavy', 11n);
    expect(plan(0)).toEqual([[0, 'heavy']]);
    expect(plan(PATIENCE_MS - 1)).toEqual([]);
    expect(plan(PATIENCE_MS)).toEqual([[0, 'light']]);
    expect(plan(PATIENCE_MS + 1)).toEqual([]);
    want('heavy', 700n);
    expect(plan(PATIENCE_MS + 2)).toEqual([[0, 'heavy']]);
  });

  test('waits as long as it takes when nobody has a block for anything', () => {
    const { add, plan } = namedBook(1);
    add('light', 10n);
    add('heavy', 11n);
    plan(0);
    expect(plan(100 * PATIENCE_MS)).toEqual([]);
  });
});

describe('several workers', () => {
  test('take the heaviest challenges, and the lightest makes room', () => {
    const { add, plan, active } = namedBook(2);
    for (const [name, weight] of [
      ['a', 10n],
      ['b', 11n],
      ['c', 12n],
    ] as const)
      add(name, weight);
    expect(plan(0)).toEqual([
      [0, 'c'],
      [1, 'b'],
    ]);
    add('d', 13n);
    expect(plan(1)).toEqual([[1, 'd']]);
    expect(active()).toEqual(['c', 'd']);
  });

  test('the one started last makes room, if nobody wants any', () => {
    const { add, plan, active } = namedBook(2);
    add('a', 10n);
    plan(0);
    add('b', 10n);
    plan(50);
    add('c', 11n);
    plan(60);
    expect(active()).toEqual(['a', 'c']);
  });

  test('the one furthest from its next proof makes room, if all are wanted', () => {
    const { book, add, want, plan, active } = namedBook(2);
    add('warm-up', 1n);
    want('warm-up', 1000n);
    plan(0);
    book.finished(0, 1000n, 1000);
    expect(book.average).toEqual({ mean: 1000, samples: 1 });
    add('a', 10n);
    want('a', 100_000n);
    add('b', 10n);
    want('b', 90_000n);
    plan(1000);
    plan(50_000);
    add('c', 11n);
    plan(51_000);
    expect(active().toSorted()).toEqual(['b', 'c']);
  });
});

describe('iterations', () => {
  test('may be wanted before the challenge is known, and are taken once', () => {
    const { book, add, want, plan } = namedBook(1);
    expect(want('a', 100n)).toEqual({ taken: true, worker: null });
    expect(want('a', 100n)).toEqual({ taken: false });
    add('a', 5n);
    expect(want('a', 100n)).toEqual({ taken: false });
    expect(want('a', 200n)).toEqual({ taken: true, worker: null });
    plan(0);
    expect(want('a', 300n)).toEqual({ taken: true, worker: 0 });
    expect([...(book.active[0]?.pending ?? [])]).toEqual([100n, 200n, 300n]);
  });

  test('that are proved or spoiled are not wanted again', () => {
    const { book, add, want, plan } = namedBook(1);
    add('a', 5n);
    want('a', 100n);
    want('a', 200n);
    plan(0);
    book.finished(0, 100n, 1000);
    book.spoiled(0, 200n);
    expect(want('a', 100n)).toEqual({ taken: false });
    expect(want('a', 200n)).toEqual({ taken: false });
    expect(book.bestWeight).toBe(-1n);
  });
});

describe('three proofs of one weight', () => {
  test('finish that weight and everything below', () => {
    const { book, add, want, plan, active, queued } = namedBook(1);
    add('old', 9n);
    add('a', 10n);
    for (const iterations of [1n, 2n, 3n, 4n]) want('a', iterations);
    plan(0);
    book.finished(0, 1n, 10);
    book.finished(0, 2n, 20);
    expect(active()).toEqual(['a']);
    book.finished(0, 3n, 30);
    expect(book.bestWeight).toBe(10n);
    expect(active()).toEqual([null]);
    expect(queued()).toEqual([]);
    expect(plan(40)).toEqual([[0, null]]);
    expect(add('a', 10n)).toBe(false);
    expect(add('b', 10n)).toBe(false);
    expect(want('a', 9n)).toEqual({ taken: false });
    expect(add('c', 11n)).toBe(true);
    expect(plan(50)).toEqual([[0, 'c']]);
  });

  test('count over all challenges of the weight', () => {
    const { book, add, want, plan } = namedBook(2);
    add('a', 10n);
    add('b', 10n);
    want('a', 1n);
    want('b', 1n);
    want('b', 2n);
    plan(0);
    book.finished(0, 1n, 10);
    book.finished(1, 1n, 10);
    book.finished(1, 2n, 10);
    expect(book.bestWeight).toBe(10n);
    expect(plan(20)).toEqual([
      [0, null],
      [1, null],
    ]);
  });
});

test('the challenge of a worker that was lost is evaluated again', () => {
  const { book, add, want, plan } = namedBook(1);
  add('a', 10n);
  want('a', 5n);
  plan(0);
  book.lost(0);
  expect(plan(1)).toEqual([[0, 'a']]);
  expect([...(book.active[0]?.pending ?? [])]).toEqual([5n]);
});

test('averages are rounded as in the reference', () => {
  const { book, add, want, plan } = namedBook(1);
  add('a', 10n);
  want('a', 1n);
  plan(0);
  book.finished(0, 1999n, 1500);
  expect(book.average).toEqual({ mean: 1332, samples: 1 });
  book.finished(0, 2000n, 2000);
  expect(book.average).toEqual({ mean: 1166, samples: 2 });
});

test('nothing grows for ever, and workers are always on challenges that are known', () => {
  const event = fc.record({
    kind: fc.constantFrom('add', 'want', 'plan', 'finish', 'lose'),
    name: fc.nat(400),
    weight: fc.bigInt({ min: 0n, max: 300n }),
    iterations: fc.bigInt({ min: 1n, max: 500n }),
    worker: fc.nat(2),
    wait: fc.nat(4000),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 400 }), (events) => {
      const book = createWorkBook({ workers: 3, patienceMs: PATIENCE_MS });
      let nowMs = 0;
      for (const { kind, name, weight, iterations, worker, wait } of events) {
        nowMs += wait;
        if (kind === 'add') book.addChallenge(hash(`${name}`), weight);
        if (kind === 'want') book.want(hash(`${name}`), iterations);
        if (kind === 'finish') book.finished(worker, iterations, nowMs);
        if (kind === 'lose') book.lost(worker);
        const orders = book.plan(nowMs);
        expect(book.plan(nowMs)).toEqual([]);
        for (const order of orders) expect(book.active[order.worker]).toBe(order.challenge);
        const active = book.active.filter((challenge) => challenge !== null);
        expect(new Set(active).size).toBe(active.length);
        expect(book.queued.length + active.length).toBeLessThanOrEqual(32);
        if (book.queued.length > 0) expect(active).toHaveLength(3);
        for (const challenge of active) expect(challenge.weight > book.bestWeight).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
