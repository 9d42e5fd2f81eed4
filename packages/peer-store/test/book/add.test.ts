import { describe, expect, test } from '@jest/globals';
import { addToNew } from '../../src/book/add.ts';
import type { AddressBook } from '../../src/book/address-book.ts';
import { markAttempt, markGood } from '../../src/book/outcome.ts';
import { at, createBook, hear, known } from '../support/book.ts';
import { T0 } from '../support/kit.ts';

const HOUR = 3600;
const DAY = 86_400;
const [a, b] = [at('1.1.1.1'), at('2.2.2.2')];

describe('an unknown address', () => {
  test('is dated back by the penalty, but not before 1970', () => {
    const book = createBook();
    const source = at('9.9.9.9', 5);
    expect(addToNew(book, { ...a, timestamp: T0 }, source, 7200, T0)).toBe(true);
    expect(addToNew(book, { ...b, timestamp: 10 }, at('9.9.9.9', 6), 7200, T0)).toBe(true);
    expect(book.find(a)).toMatchObject({ timestamp: T0 - 7200, source, tried: false, newSlots: [5], attempts: 0 });
    expect(book.find(b)?.timestamp).toBe(0);
  });

  test('finds no room where a decent one sits', () => {
    const book = createBook();
    hear(book, a, 5);
    expect(hear(book, b, 5)).toBeUndefined();
    expect(book.size).toBe(1);
  });

  test('takes the place of a terrible one, which is forgotten', () => {
    const book = createBook();
    hear(book, a, 5, T0 - 31 * DAY);
    expect(hear(book, b, 5)?.newSlots).toEqual([5]);
    expect(book.find(a)).toBeUndefined();
  });

  test('takes one of several places of another one, which keeps the others', () => {
    const book = createBook();
    hear(book, a, 5);
    while (book.find(a)?.newSlots.length === 1) hear(book, a, 6, T0 + 1);
    expect(hear(book, b, 5)?.newSlots).toEqual([5]);
    expect(book.find(a)?.newSlots).toEqual([6]);
  });
});

describe('an address that is heard of again', () => {
  const timestampAfter = (stored: number, heard: number): number | undefined => {
    const book = createBook();
    hear(book, a, 5, stored);
    return hear(book, a, 6, heard)?.timestamp;
  };

  test.each([
    ['seen within a day: refreshed if that is news by more than an hour', T0 - HOUR - 1, T0, T0],
    ['not by an hour', T0 - HOUR, T0, T0 - HOUR],
    ['seen a day ago: refreshed if that is news by more than a day', T0 - 2 * DAY - 1, T0 - DAY, T0 - DAY],
    ['not by a day', T0 - 2 * DAY, T0 - DAY, T0 - 2 * DAY],
    ['never backwards', T0, T0 - 20 * DAY, T0],
    ['a sighting at no time says nothing', T0, 0, T0],
    ['any sighting is news where there was none', 0, T0 - 20 * DAY, T0 - 20 * DAY],
  ])('%s', (_, stored, heard, result) => {
    expect(timestampAfter(stored, heard)).toBe(result);
  });

  /** How often, of 400 times, an address that holds so many slots gets another one. */
  function gains(slots: number): number {
    let gained = 0;
    for (let round = 0; round < 400; round++) {
      const book = createBook(undefined, `round ${round}`);
      const entry = known(book, a, 0);
      for (let slot = 1; slot < slots; slot++) book.putNew(entry, slot);
      if (hear(book, a, 100, T0 + 1)?.newSlots.includes(100)) gained += 1;
    }
    return gained;
  }

  test('gains slots, each half as likely as the one before, and no ninth', () => {
    const counts = [1, 2, 3, 8].map(gains);
    const shares = counts.map((count) => count / 400);
    expect(shares[0]).toBeCloseTo(1 / 2, 1);
    expect(shares[1]).toBeCloseTo(1 / 4, 1);
    expect(shares[2]).toBeCloseTo(1 / 8, 1);
    expect(counts[3]).toBe(0);
  });

  /** Tells of an address again and again, from one slot after the other. */
  const insist = (book: AddressBook, timestamp: number): number => {
    for (let slot = 10; slot < 60; slot++) hear(book, a, slot, timestamp);
    return book.find(a)?.newSlots.length ?? 0;
  };

  test('gains none by old news, nor without a time', () => {
    const book = createBook();
    hear(book, a, 5);
    expect([insist(book, T0), insist(book, T0 - DAY), insist(book, 0)]).toEqual([1, 1, 1]);
    expect(insist(book, T0 + 1)).toBeGreaterThan(1);
  });

  test('gains none in the tried table', () => {
    const book = createBook();
    markGood(book, known(book, a, 5), T0);
    expect(insist(book, T0 + 1)).toBe(0);
    expect(book.find(a)?.tried).toBe(true);
  });

  test('does not displace a decent one to gain a slot, even one that has several', () => {
    const book = createBook();
    const other = known(book, b, 5);
    book.putNew(other, 6);
    hear(book, a, 7);
    for (let time = 1; time < 60; time++) hear(book, a, 5, T0 + time);
    expect(book.find(a)?.newSlots).toEqual([7]);
    for (let time = 1; time < 4; time++) {
      book.lastGood = T0 + time;
      markAttempt(book, other, true, T0 + time - 1);
    }
    while (book.find(a)?.newSlots.length === 1) hear(book, a, 5, T0 + 99, T0 + 99);
    expect(book.find(b)?.newSlots).toEqual([6]);
  });
});
