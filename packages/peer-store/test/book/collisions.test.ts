import { beforeEach, describe, expect, test } from '@jest/globals';
import type { AddressBook, Entry } from '../../src/book/address-book.ts';
import { resolveCollisions, selectCollision } from '../../src/book/collisions.ts';
import { markAttempt, markGood } from '../../src/book/outcome.ts';
import { at, createBook, known } from '../support/book.ts';
import { T0 } from '../support/kit.ts';

const HOUR = 3600;
let book: AddressBook;
let occupant: Entry;
let challenger: Entry;

/** An address in the tried table that answered five hours ago, and one that answered now and wants its place. */
beforeEach(() => {
  book = createBook();
  occupant = known(book, at('1.1.1.1'), 5);
  challenger = known(book, at('2.2.2.2'), 6);
  markGood(book, occupant, T0 - 5 * HOUR);
  markGood(book, challenger, T0);
});

const outcome = (): string => {
  const open = book.challengers.has(challenger) ? 'open' : 'settled';
  return `${challenger.tried ? 'challenger' : 'occupant'}, ${open}`;
};

test('the occupant is the one to be tested', () => {
  expect(selectCollision(book)).toBe(occupant);
  expect(outcome()).toBe('occupant, open');
});

describe('the place goes to', () => {
  test('the occupant, if it answers', () => {
    markGood(book, occupant, T0 + 1);
    resolveCollisions(book, T0 + 2);
    expect(outcome()).toBe('occupant, settled');
    expect(challenger.newSlots).toEqual([6]);
  });

  test('the occupant, while its last answer is younger than four hours', () => {
    book.update(occupant, { lastSuccess: T0 - 4 * HOUR + 1 });
    resolveCollisions(book, T0);
    expect(outcome()).toBe('occupant, settled');
  });

  test('the challenger, a minute after the occupant did not answer', () => {
    markAttempt(book, occupant, true, T0 + 1);
    resolveCollisions(book, T0 + 61);
    expect(outcome()).toBe('occupant, open');
    resolveCollisions(book, T0 + 62);
    expect(outcome()).toBe('challenger, settled');
    expect(occupant).toMatchObject({ tried: false, newSlots: [5] });
    expect(challenger.lastSuccess).toBe(T0); // winning is no answer
  });

  test('the challenger, if nobody could test the occupant for forty minutes', () => {
    resolveCollisions(book, T0 + 40 * 60);
    expect(outcome()).toBe('occupant, open');
    resolveCollisions(book, T0 + 40 * 60 + 1);
    expect(outcome()).toBe('challenger, settled');
  });

  test('the challenger, if the place is free by now', () => {
    book.drop(occupant);
    expect(selectCollision(book)).toBeNull();
    resolveCollisions(book, T0);
    expect(outcome()).toBe('challenger, settled');
  });
});

test('a challenger that is gone is forgotten', () => {
  book.drop(challenger);
  expect(selectCollision(book)).toBeNull();
  expect(book.challengers.size).toBe(0);
});

test('a challenger that loses its last place while another one is settled is forgotten', () => {
  const third = known(book, at('3.3.3.3'), 5); // where the occupant goes back to
  markGood(book, third, T0);
  resolveCollisions(book, T0 + HOUR);
  expect(challenger.tried).toBe(true);
  expect(book.find(third)).toBeUndefined();
  expect(book.challengers.size).toBe(0);
});

test('of two challengers of one place the second waits for a test of the first', () => {
  const third = known(book, at('3.3.3.3'), 7);
  markGood(book, third, T0);
  resolveCollisions(book, T0 + HOUR);
  expect([challenger.tried, third.tried]).toEqual([true, false]);
  expect(book.challengers.size).toBe(0); // the new occupant answered within four hours
});

test('each challenge is as likely to be tested', () => {
  const [other, third] = [known(book, at('4.4.4.4', 2), 8), known(book, at('3.3.3.3', 2), 7)];
  markGood(book, other, T0);
  markGood(book, third, T0);
  const counts = new Map<Entry | null, number>();
  for (let i = 0; i < 400; i++) {
    const found = selectCollision(book);
    counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  expect((counts.get(occupant) ?? 0) / 400).toBeCloseTo(0.5, 1);
  expect((counts.get(other) ?? 0) / 400).toBeCloseTo(0.5, 1);
});
