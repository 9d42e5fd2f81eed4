import type { Address } from '../address/address.ts';
import type { AddressBook, Entry } from './address-book.ts';
import { NEW_SLOTS_PER_ADDRESS } from './limits.ts';
import { isTerrible, refreshed } from './peer-entry.ts';

/** What somebody told: `timestamp` is when he says that it was seen, in seconds. */
export interface Hearsay extends Address {
  readonly timestamp: number;
}

/**
 * "Add to new" of network 5.3.
 * @param source who told
 * @param penalty seconds by which the sighting of an unknown address is taken to be older
 * @returns whether the address was unknown, and is kept
 */
export function addToNew(book: AddressBook, heard: Hearsay, source: Address, penalty: number, now: number): boolean {
  const known = book.find(heard);
  if (known !== undefined) {
    if (gainsSlot(book, known, heard.timestamp, now)) takeSlot(book, known, source, now);
    return false;
  }
  const slot = book.placement.newSlot(heard, source);
  if (!isFor(book, slot, 0, now)) return false;
  const { host, port, timestamp } = heard;
  const never = { lastTry: 0, lastSuccess: 0, attempts: 0, lastCounted: 0 };
  const entry = book.create({ host, port, source, timestamp: Math.max(0, timestamp - penalty), ...never });
  book.clearNew(slot);
  book.putNew(entry, slot);
  return true;
}

/** Notes that a known address was heard of again. @returns whether it may have one more slot */
function gainsSlot(book: AddressBook, entry: Entry, heard: number, now: number): boolean {
  const timestamp = refreshed(entry.timestamp, heard, now);
  if (timestamp !== entry.timestamp) book.update(entry, { timestamp });
  if (heard === 0 || (timestamp !== 0 && heard <= timestamp)) return false; // no news
  const { tried, newSlots } = entry;
  if (tried || newSlots.length >= NEW_SLOTS_PER_ADDRESS) return false;
  return book.dice.below(2 ** newSlots.length) === 0; // each slot makes the next one half as likely
}

/** Whether a slot can be had by an entry that has `slots` already. */
function isFor(book: AddressBook, slot: number, slots: number, now: number): boolean {
  const occupant = book.occupant(book.newTable, slot);
  return occupant === null || isTerrible(occupant, now) || (occupant.newSlots.length > 1 && slots === 0);
}

/** Puts a known entry into the slot for that source as well, if it can be had. */
function takeSlot(book: AddressBook, entry: Entry, source: Address, now: number): void {
  const slot = book.placement.newSlot(entry, source);
  if (entry.newSlots.includes(slot) || !isFor(book, slot, entry.newSlots.length, now)) return;
  book.clearNew(slot);
  book.putNew(entry, slot);
}
