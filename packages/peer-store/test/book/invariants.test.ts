import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addressKey } from '../../src/address/address.ts';
import { addToNew } from '../../src/book/add.ts';
import type { AddressBook } from '../../src/book/address-book.ts';
import {
  BUCKET_SIZE,
  MAX_COLLISIONS,
  NEW_BUCKETS,
  NEW_SLOTS_PER_ADDRESS,
  TRIED_BUCKETS,
} from '../../src/book/limits.ts';
import { markGood } from '../../src/book/outcome.ts';
import { createPlacement, type Placement } from '../../src/book/placement.ts';
import { createBook, slotsOf } from '../support/book.ts';
import { createRandom, T0 } from '../support/kit.ts';
import { operations, perform } from '../support/operations.ts';

const genuine = (seed: string): Placement => createPlacement(createRandom(seed)(32), false);

/** The genuine places, crowded into so few slots that everything collides. */
function crowded(seed: string): Placement {
  const { newSlot, triedSlot } = genuine(seed);
  return {
    newSlot: (address, source) => newSlot(address, source) % 12,
    triedSlot: (address) => triedSlot(address) % 5,
  };
}

function expectSound(book: AddressBook): void {
  const entries = [...book.entries()];
  const fresh = slotsOf(book.newTable, NEW_BUCKETS);
  const tried = slotsOf(book.triedTable, TRIED_BUCKETS);
  expect([book.newTable.size, book.triedTable.size]).toEqual([fresh.length, tried.length]);
  expect(new Set(entries.map(addressKey)).size).toBe(book.size);
  for (const entry of entries) {
    expect(book.byId(entry.id)).toBe(entry);
    expect(book.find(entry)).toBe(entry);
    const own = fresh.filter(([, id]) => id === entry.id).map(([slot]) => slot);
    expect([...entry.newSlots].sort((a, b) => a - b)).toEqual(own);
    const ownTried = tried.filter(([, id]) => id === entry.id).map(([slot]) => slot);
    expect(ownTried).toEqual(entry.tried ? [book.placement.triedSlot(entry)] : []);
    expect(own.length + ownTried.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThanOrEqual(entry.tried ? 0 : NEW_SLOTS_PER_ADDRESS);
  }
  const ids = new Set(entries.map(({ id }) => id));
  expect([...fresh, ...tried].every(([, id]) => ids.has(id))).toBe(true);
  expect(book.challengers.size).toBeLessThanOrEqual(MAX_COLLISIONS);
  expect([...book.challengers].every((challenger) => book.find(challenger) === challenger)).toBe(true);
}

describe('whatever happens', () => {
  test.each([
    ['in the genuine places', genuine],
    ['in crowded places', crowded],
  ])('entries, index and tables agree, %s', (_, placement) => {
    fc.assert(
      fc.property(operations, fc.string({ maxLength: 4 }), (list, seed) => {
        const book = createBook(placement(seed), seed);
        perform(book, list);
        expectSound(book);
      }),
      { numRuns: 60 },
    );
  });

  test('an address has at most one place in a bucket', () => {
    fc.assert(
      fc.property(operations, (list) => {
        const book = createBook(genuine('buckets'));
        perform(book, list);
        for (const { newSlots } of book.entries()) {
          const buckets = newSlots.map((slot) => Math.floor(slot / BUCKET_SIZE));
          expect(new Set(buckets).size).toBe(buckets.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('numbers of entries that are gone are used again', () => {
    const book = createBook(genuine('ids'));
    for (let n = 0; n < 3000; n++) {
      addToNew(book, { host: `5.6.7.${n % 250}`, port: 1, timestamp: T0 }, { host: '5.5.5.5', port: 1 }, 0, T0);
      const [first] = book.entries();
      if (book.size > 5 && first !== undefined) book.drop(first);
    }
    expect(Math.max(...[...book.entries()].map(({ id }) => id))).toBeLessThan(10);
  });
});

describe('an attacker with thousands of addresses', () => {
  const host = (n: number): string => `${1 + ((n >> 16) % 200)}.${(n >> 8) % 256}.${n % 256}.7`;
  const buckets = (slots: readonly [slot: number, id: number][]) =>
    new Set(slots.map(([slot]) => Math.floor(slot / BUCKET_SIZE))).size;
  /** A book with honest addresses, told by many networks. */
  function honestBook(seed: string): AddressBook {
    const book = createBook(genuine(seed), seed);
    for (let n = 0; n < 500; n++) {
      const address = { host: `${1 + (n % 200)}.${n % 256}.3.4`, port: 8444 };
      addToNew(book, { ...address, timestamp: T0 }, address, 0, T0);
    }
    return book;
  }

  test('who tells from one /16 fills 64 of 1024 buckets, and displaces nobody', () => {
    const book = honestBook('tells');
    const honest = [...book.entries()];
    for (let n = 0; n < 20_000; n++) {
      const source = { host: `66.66.${n % 256}.${n % 250}`, port: 1 };
      addToNew(book, { host: host(n), port: 9, timestamp: T0 + 1 }, source, 0, T0);
    }
    const bad = slotsOf(book.newTable, NEW_BUCKETS).filter(([, id]) => book.byId(id)?.port === 9);
    expect(buckets(bad)).toBeLessThanOrEqual(64);
    expect(bad.length).toBeGreaterThan(1000);
    expect(honest.filter((entry) => book.find(entry) === undefined)).toEqual([]);
  });

  test('who lives in one /16 gets one bucket from each network that tells of it', () => {
    const book = honestBook('lives');
    for (let n = 0; n < 20_000; n++) {
      const address = { host: `66.66.${(n >> 8) % 256}.${n % 256}`, port: 9 };
      addToNew(book, { ...address, timestamp: T0 }, { host: `${7 + (n % 3)}.7.7.7`, port: 1 }, 0, T0);
    }
    const bad = slotsOf(book.newTable, NEW_BUCKETS).filter(([, id]) => book.byId(id)?.port === 9);
    expect(buckets(bad)).toBeLessThanOrEqual(3);
    expect(bad.length).toBeGreaterThan(100);
  });

  test('who lives in one /16 and answers gets 8 of 256 buckets of the tried table', () => {
    const book = honestBook('answers');
    for (let n = 0; n < 20_000; n++) {
      const address = { host: `66.66.${(n >> 8) % 256}.${n % 256}`, port: 9 };
      addToNew(book, { ...address, timestamp: T0 }, { host: host(n), port: 1 }, 0, T0);
      const entry = book.find(address);
      if (entry !== undefined) markGood(book, entry, T0);
    }
    const tried = slotsOf(book.triedTable, TRIED_BUCKETS);
    expect(buckets(tried)).toBeLessThanOrEqual(8);
    expect(tried.length).toBeGreaterThan(300);
  });

  test('the tables have no room for more than their slots', () => {
    const book = createBook(genuine('full'));
    for (let n = 0; n < 30_000; n++) {
      const address = { host: host(n * 7919), port: 1 + (n % 9) };
      addToNew(book, { ...address, timestamp: T0 }, address, 0, T0);
      const entry = book.find(address);
      if (n % 3 === 0 && entry !== undefined) markGood(book, entry, T0);
    }
    expect(book.triedTable.size).toBeLessThanOrEqual(TRIED_BUCKETS * BUCKET_SIZE);
    expect(book.size).toBeLessThanOrEqual((TRIED_BUCKETS + NEW_BUCKETS) * BUCKET_SIZE);
    expect(book.size).toBeGreaterThan(10_000);
  });
});

test('all nodes of a test network live in one /16, and find room nevertheless', () => {
  const book = createBook(createPlacement(createRandom('private')(32), true));
  const nodes = Array.from({ length: 300 }, (_, n) => ({ host: '127.0.0.1', port: 1000 + n }));
  for (const node of nodes) addToNew(book, { ...node, timestamp: T0 }, node, 0, T0);
  expect(book.size).toBeGreaterThan(290);
});
