import { describe, expect, test } from '@jest/globals';
import type { AddressBook } from '../../src/book/address-book.ts';
import { markAttempt, markGood } from '../../src/book/outcome.ts';
import type { PeerEntry } from '../../src/book/peer-entry.ts';
import { sample, select } from '../../src/book/select.ts';
import { at, createBook, known } from '../support/book.ts';
import { T0 } from '../support/kit.ts';

const everybody = () => true;
const TIMES = 2000;

/** The share of choices that fell on each port. */
function shares(book: AddressBook, newOnly = false, accepts: (peer: PeerEntry) => boolean = everybody) {
  const counts: Record<number, number> = {};
  for (let i = 0; i < TIMES; i++) {
    const port = select(book, newOnly, accepts, T0 + 3600)?.port ?? 0;
    counts[port] = (counts[port] ?? 0) + 1;
  }
  return (port: number): number => (counts[port] ?? 0) / TIMES;
}

/** Addresses that were only heard of, by their ports. */
function heard(book: AddressBook, ...ports: number[]) {
  return ports.map((port) => known(book, at('1.1.1.1', port), port));
}

/** Addresses that answered an hour before they may be selected. */
function answered(book: AddressBook, ...ports: number[]) {
  for (const entry of heard(book, ...ports)) markGood(book, entry, T0);
}

describe('selection', () => {
  test('of nobody', () => {
    expect(select(createBook(), false, everybody, T0)).toBeNull();
  });

  test('either table is as likely, however full', () => {
    const book = createBook();
    answered(book, 1);
    heard(book, 2, 3, 4, 5);
    const share = shares(book);
    expect(share(1)).toBeCloseTo(0.5, 1);
    for (const port of [2, 3, 4, 5]) expect(share(port)).toBeCloseTo(0.125, 1);
  });

  test('the other table, if one is empty', () => {
    const [onlyTried, onlyNew] = [createBook(), createBook()];
    answered(onlyTried, 1);
    heard(onlyNew, 1);
    expect([shares(onlyTried)(1), shares(onlyNew)(1)]).toEqual([1, 1]);
  });

  test('only of those that were never tried', () => {
    const book = createBook();
    answered(book, 1);
    expect(select(book, true, everybody, T0)).toBeNull();
    heard(book, 2);
    expect(shares(book, true)(2)).toBe(1);
  });

  test('whoever holds more slots is likelier', () => {
    const book = createBook();
    const [one] = heard(book, 1, 2);
    if (one !== undefined) for (const slot of [11, 12]) book.putNew(one, slot);
    expect(shares(book)(1)).toBeCloseTo(0.75, 1);
  });

  test('each failure makes it a third less likely; one that was tried just now is hardly ever taken', () => {
    const book = createBook();
    const [failed, tried] = heard(book, 1, 2, 3);
    if (failed === undefined || tried === undefined) throw new Error('unreachable');
    book.update(failed, { attempts: 4 });
    markAttempt(book, tried, false, T0 + 3599);
    const share = shares(book);
    expect(share(2)).toBeLessThan(0.03);
    expect(share(1) / share(3)).toBeGreaterThan(0.12);
    expect(share(1) / share(3)).toBeLessThan(0.35);
  });

  test('even the unlikeliest is taken if there is nobody else', () => {
    const book = createBook();
    const [entry] = heard(book, 1);
    if (entry === undefined) throw new Error('unreachable');
    book.update(entry, { attempts: 20, lastTry: T0 + 3600 });
    expect(shares(book)(1)).toBe(1);
  });

  test('passes over whom the caller does not accept, in either table', () => {
    const book = createBook();
    answered(book, 1, 2);
    heard(book, 3, 4);
    for (let i = 0; i < 50; i++) expect(select(book, false, ({ port }) => port === 3, T0)?.port).toBe(3);
    expect(select(book, false, () => false, T0)).toBeNull();
  });
});

describe('what is told to others', () => {
  const crowd = (): AddressBook => {
    const book = createBook();
    for (let port = 1; port <= 100; port++) known(book, at('1.1.1.1', port), port, port <= 50 ? 0 : T0);
    return book;
  };

  test('23 % of all, rounded up, none terrible, each at most once', () => {
    const ports = sample(crowd(), 1000, T0).map(({ port }) => port);
    expect(new Set(ports).size).toBe(23);
    expect(ports.every((port) => port > 50)).toBe(true);
    const few = createBook();
    heard(few, 1, 2, 3, 4, 5);
    expect(sample(few, 1000, T0)).toHaveLength(2);
  });

  test('at most so many, and never more than a thousand', () => {
    expect(sample(crowd(), 7, T0)).toHaveLength(7);
    const book = createBook({ triedSlot: ({ port }) => port, newSlot: ({ port }) => port });
    for (let port = 1; port <= 5000; port++) known(book, at('1.1.1.1', port), 0);
    expect(sample(book, 5000, T0)).toHaveLength(1000);
  });

  test('everybody gets a turn', () => {
    const book = crowd();
    const told = new Set(Array.from({ length: 60 }, () => sample(book, 23, T0)).flatMap((some) => some));
    expect(told.size).toBe(50);
  });
});
