import fc from 'fast-check';
import type { Address } from '../../src/address/address.ts';
import { addToNew } from '../../src/book/add.ts';
import type { AddressBook, Entry } from '../../src/book/address-book.ts';
import { resolveCollisions, selectCollision } from '../../src/book/collisions.ts';
import { markAttempt, markGood, markSeen } from '../../src/book/outcome.ts';
import { T0 } from './kit.ts';

/** Something that happens to an address, a while after the thing before. */
export interface Operation {
  readonly kind: 'add' | 'good' | 'fail' | 'seen' | 'drop' | 'resolve' | 'test';
  readonly address: Address;
  readonly source: Address;
  /** How old the sighting is said to be, in seconds. */
  readonly age: number;
  readonly after: number;
}

/** Few networks, hosts and ports: so that they meet. */
const address = fc.record({
  host: fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }))
    .map(([group, host]) => `5.${group}.1.${host}`),
  port: fc.integer({ min: 1, max: 3 }),
});

const kind = fc.constantFrom('add', 'add', 'add', 'good', 'good', 'fail', 'seen', 'drop', 'resolve', 'test');

export const operations: fc.Arbitrary<Operation[]> = fc.array(
  fc.record({
    kind: kind as fc.Arbitrary<Operation['kind']>,
    address,
    source: address,
    age: fc.integer({ min: -700, max: 40 * 86_400 }),
    after: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 20_000 })),
  }),
  { maxLength: 150 },
);

/** @returns the time after the last operation, in seconds */
export function perform(book: AddressBook, list: readonly Operation[], start = T0): number {
  let now = start;
  for (const { kind, address, source, age, after } of list) {
    now += after;
    const entry = book.find(address);
    if (kind === 'add') addToNew(book, { ...address, timestamp: now - age }, source, 7200, now);
    else if (kind === 'resolve') resolveCollisions(book, now);
    else if (kind === 'test') selectCollision(book);
    else if (entry !== undefined) mark(book, entry, kind, now);
  }
  return now;
}

function mark(book: AddressBook, entry: Entry, kind: Operation['kind'], now: number): void {
  if (kind === 'good') {
    book.lastGood = now;
    markGood(book, entry, now);
  } else if (kind === 'fail') markAttempt(book, entry, true, now);
  else if (kind === 'seen') markSeen(book, entry, now);
  else book.drop(entry);
}

/** All that a book knows, in a form that can be compared. */
export const stateOf = (book: AddressBook) => ({
  lastGood: book.lastGood,
  entries: [...book.entries()]
    .map((entry) => ({ ...entry, newSlots: [...entry.newSlots].sort((a, b) => a - b) }))
    .sort((a, b) => a.id - b.id),
  challengers: [...book.challengers].map(({ id }) => id).sort((a, b) => a - b),
  sizes: [book.size, book.newTable.size, book.triedTable.size],
});
