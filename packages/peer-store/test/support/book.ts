import type { Address } from '../../src/address/address.ts';
import { addToNew } from '../../src/book/add.ts';
import { AddressBook, type Entry } from '../../src/book/address-book.ts';
import { BUCKET_SIZE } from '../../src/book/limits.ts';
import type { Placement } from '../../src/book/placement.ts';
import type { SlotTable } from '../../src/book/slot-table.ts';
import { Dice } from '../../src/util/dice.ts';
import { createRandom, T0 } from './kit.ts';

/** Slots by port: whoever has the same port meets in the tried table; in the new one, whoever has the same source port. */
export const byPort: Placement = {
  triedSlot: ({ port }) => port,
  newSlot: (_, source) => source.port,
};

export const createBook = (placement: Placement = byPort, seed = 'book'): AddressBook =>
  new AddressBook({ placement, dice: new Dice(createRandom(seed)) });

export const at = (host: string, port = 1): Address => ({ host, port });

/** Adds an address, heard now from a source that sends it to the slot of that number. */
export function hear(book: AddressBook, address: Address, slot: number, timestamp = T0, now = T0): Entry | undefined {
  addToNew(book, { ...address, timestamp }, { host: '9.9.9.9', port: slot }, 0, now);
  return book.find(address);
}

/** As {@link hear}, for an entry that is there afterwards. */
export function known(book: AddressBook, address: Address, slot: number, timestamp = T0): Entry {
  const entry = hear(book, address, slot, timestamp);
  if (entry === undefined) throw new Error(`${address.host} found no room`);
  return entry;
}

/** The slots that are taken in a table of so many buckets, with the numbers of their entries. */
export const slotsOf = (table: SlotTable, buckets: number): [slot: number, id: number][] =>
  Array.from({ length: buckets * BUCKET_SIZE }, (_, slot) => [slot, table.at(slot)] as const).filter(
    (pair): pair is [number, number] => pair[1] !== null,
  );
