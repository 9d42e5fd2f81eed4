import { describe, expect, test } from '@jest/globals';
import { markAttempt, markGood, markSeen, moveToTried } from '../../src/book/outcome.ts';
import { at, createBook, known } from '../support/book.ts';
import { T0 } from '../support/kit.ts';

const [a, b] = [at('1.1.1.1'), at('2.2.2.2')];

describe('an address that answered', () => {
  test('moves from all its slots to the tried table', () => {
    const book = createBook();
    const entry = known(book, a, 5);
    book.putNew(entry, 6);
    markGood(book, entry, T0 + 9);
    expect(entry).toMatchObject({ tried: true, newSlots: [], lastSuccess: T0 + 9, lastTry: T0 + 9, timestamp: T0 });
    expect([book.newTable.size, book.triedTable.size]).toEqual([0, 1]);
    markGood(book, entry, T0 + 10);
    expect([entry.lastSuccess, book.triedTable.size]).toEqual([T0 + 10, 1]);
  });

  test('has no failures any more', () => {
    const book = createBook();
    const entry = known(book, a, 5);
    markAttempt(book, entry, true, T0);
    expect(entry.attempts).toBe(1);
    markGood(book, entry, T0);
    expect(entry.attempts).toBe(0);
  });

  test('waits where its slot is taken, and at most ten wait', () => {
    const book = createBook();
    markGood(book, known(book, a, 5), T0);
    for (let n = 1; n <= 12; n++) markGood(book, known(book, at(`3.3.3.${n}`), 10 + n), T0);
    expect(book.triedTable.size).toBe(1);
    expect(book.challengers.size).toBe(10);
    expect(book.find(at('3.3.3.12'))).toMatchObject({ tried: false, lastSuccess: T0, newSlots: [22] });
  });
});

describe('whoever loses its place in the tried table', () => {
  test('goes back to the slot of its source', () => {
    const book = createBook();
    const loser = known(book, a, 5);
    markGood(book, loser, T0);
    moveToTried(book, known(book, b, 6));
    expect(loser).toMatchObject({ tried: false, newSlots: [5] });
    expect(book.find(b)).toMatchObject({ tried: true, newSlots: [] });
  });

  test('takes it from whoever is there', () => {
    const book = createBook();
    markGood(book, known(book, a, 5), T0);
    const decent = at('3.3.3.3', 3);
    known(book, decent, 5);
    moveToTried(book, known(book, b, 6));
    expect(book.find(a)?.newSlots).toEqual([5]);
    expect(book.find(decent)).toBeUndefined();
    expect(book.size).toBe(2);
  });
});

describe('failures', () => {
  test('count once, until somebody answered', () => {
    const book = createBook();
    const entry = known(book, a, 5);
    for (const [lastGood, now, attempts] of [
      [1, T0, 1],
      [1, T0 + 10, 1],
      [T0 + 20, T0 + 30, 2],
      [T0 + 20, T0 + 40, 2],
    ] as const) {
      book.lastGood = lastGood;
      markAttempt(book, entry, true, now);
      expect(entry).toMatchObject({ attempts, lastTry: now });
    }
  });

  test('that say nothing about the address do not count, but it was tried', () => {
    const book = createBook();
    const entry = known(book, a, 5);
    markAttempt(book, entry, false, T0 + 7);
    expect(entry).toMatchObject({ attempts: 0, lastCounted: 0, lastTry: T0 + 7 });
  });
});

test('a connected address is dated anew after twenty minutes', () => {
  const book = createBook();
  const entry = known(book, a, 5);
  markSeen(book, entry, T0 + 1200);
  expect(entry.timestamp).toBe(T0);
  markSeen(book, entry, T0 + 1201);
  expect(entry.timestamp).toBe(T0 + 1201);
});
