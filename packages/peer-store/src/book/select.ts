import type { AddressBook, Entry } from './address-book.ts';
import { GOSSIP_MAX, GOSSIP_SHARE } from './limits.ts';
import { isTerrible, type PeerEntry, selectionChance } from './peer-entry.ts';
import type { SlotTable } from './slot-table.ts';

/** Slots that are looked at in one table before the search is given up. */
const DRAWS = 1000;
/** Each refusal by chance makes the next acceptance this much likelier, so that the search ends. */
const IMPATIENCE = 1.2;

/**
 * "Select" of network 5.3: both tables are as likely, then all slots of the table, then an entry is taken by its chance.
 * Entries that the caller does not accept are passed over as if they were not there.
 */
export function select(
  book: AddressBook,
  newOnly: boolean,
  accepts: (entry: PeerEntry) => boolean,
  now: number,
): Entry | null {
  const { newTable, triedTable } = book;
  if (newOnly) return selectFrom(book, newTable, accepts, now);
  const order = book.dice.fraction() < 0.5 ? [triedTable, newTable] : [newTable, triedTable];
  return order.reduce<Entry | null>((found, table) => found ?? selectFrom(book, table, accepts, now), null);
}

function selectFrom(
  book: AddressBook,
  table: SlotTable,
  accepts: (entry: PeerEntry) => boolean,
  now: number,
): Entry | null {
  let factor = 1;
  for (let draw = 0; draw < DRAWS && table.size > 0; draw++) {
    const entry = book.byId(table.draw(book.dice));
    if (entry === undefined || !accepts(entry)) continue;
    if (book.dice.fraction() < factor * selectionChance(entry, now)) return entry;
    factor *= IMPATIENCE;
  }
  return null;
}

/** "Get peers" of network 5.3: a random part of the book that is fit to be told, at most `max`. */
export function sample(book: AddressBook, max: number, now: number): Entry[] {
  const count = Math.min(max, GOSSIP_MAX, Math.ceil(GOSSIP_SHARE * book.size));
  const chosen: Entry[] = [];
  for (const entry of book.dice.shuffle(book.entries())) {
    if (chosen.length >= count) break;
    if (!isTerrible(entry, now)) chosen.push(entry);
  }
  return chosen;
}
