import type { AddressBook, Entry } from './address-book.ts';
import { MAX_COLLISIONS, SEEN_INTERVAL } from './limits.ts';

/** "Good" of network 5.3: we shook hands. An entry whose slot in the tried table is taken becomes a challenger. */
export function markGood(book: AddressBook, entry: Entry, now: number): void {
  book.update(entry, { lastSuccess: now, lastTry: now, attempts: 0 });
  if (entry.tried) return;
  if (book.occupant(book.triedTable, book.placement.triedSlot(entry)) === null) moveToTried(book, entry);
  else if (book.challengers.size < MAX_COLLISIONS) {
    book.challengers.add(entry);
    book.changes.book = true;
  }
}

/** "Move to tried" of network 5.3: whoever is in the slot goes back to the new table, whatever is there. */
export function moveToTried(book: AddressBook, entry: Entry): void {
  const slot = book.placement.triedSlot(entry);
  const occupant = book.occupant(book.triedTable, slot);
  if (occupant !== null) book.clearTried(occupant, slot);
  book.putTried(entry, slot);
  if (occupant === null) return;
  const newSlot = book.placement.newSlot(occupant, occupant.source);
  book.clearNew(newSlot);
  book.putNew(occupant, newSlot);
}

/** "Attempt" of network 5.3: we could not shake hands. A failure counts if anybody answered since the last one. */
export function markAttempt(book: AddressBook, entry: Entry, counts: boolean, now: number): void {
  const failed = counts && entry.lastCounted < book.lastGood;
  book.update(entry, failed ? { lastTry: now, attempts: entry.attempts + 1, lastCounted: now } : { lastTry: now });
}

/** "Connected" of network 5.3: it talks to us. */
export function markSeen(book: AddressBook, entry: Entry, now: number): void {
  if (now - entry.timestamp > SEEN_INTERVAL) book.update(entry, { timestamp: now });
}
