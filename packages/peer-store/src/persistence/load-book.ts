import type { Database } from '@salvia/database';
import { type Address, addressKey } from '../address/address.ts';
import { AddressBook } from '../book/address-book.ts';
import { BUCKET_SIZE, NEW_BUCKETS, NEW_SLOTS_PER_ADDRESS } from '../book/limits.ts';
import { createPlacement } from '../book/placement.ts';
import { Dice, type RandomBytes } from '../util/dice.ts';
import { factsOfRow } from './entry-row.ts';
import type { PeerSchema } from './schema.ts';

export interface BookRules {
  readonly random: RandomBytes;
  readonly privateAddresses: boolean;
  /** Whether an address may be in the book at all. */
  readonly accepts: (address: Address) => boolean;
}

export interface LoadedBook {
  readonly book: AddressBook;
  readonly secret: Uint8Array;
}

/** Reads the book, and sets right what does not fit (any more): such changes wait to be saved. */
export async function loadBook({ db }: Database<PeerSchema>, rules: BookRules): Promise<LoadedBook> {
  const stored = await db.selectFrom('peer_book').selectAll().executeTakeFirst();
  const secret = stored?.secret ?? rules.random(32);
  const placement = createPlacement(secret, rules.privateAddresses);
  const book = new AddressBook({ placement, dice: new Dice(rules.random) });
  book.lastGood = stored?.last_good ?? book.lastGood;

  const strayEntries = takeEntries(book, await db.selectFrom('peer_entry').selectAll().execute(), rules);
  const straySlots = takeSlots(book, await db.selectFrom('peer_new_slot').selectAll().orderBy('slot').execute());
  for (const { entry: id } of await db.selectFrom('peer_challenger').select('entry').execute()) {
    const entry = book.byId(id);
    if (entry !== undefined) book.challengers.add(entry);
  }

  book.changes.take(); // all of this is what the file says
  book.changes.book = stored === undefined;
  for (const id of strayEntries) book.changes.entries.add(id);
  for (const slot of straySlots) book.changes.newSlots.add(slot);
  placeHomeless(book);
  return { book, secret };
}

/** @returns the numbers of rows that are not taken */
function takeEntries(book: AddressBook, rows: readonly PeerSchema['peer_entry'][], { accepts }: BookRules): number[] {
  const stray: number[] = [];
  const sources = new Map<string, Address>(); // many entries share a source
  for (const row of rows) {
    if (!accepts(row) || book.find(row) !== undefined) {
      stray.push(row.id);
      continue;
    }
    const source = { host: row.source_host, port: row.source_port };
    const shared = sources.get(addressKey(source)) ?? source;
    sources.set(addressKey(source), shared);
    const entry = book.create(factsOfRow(row, shared), row.id);
    if (row.tried === 0) continue;
    const slot = book.placement.triedSlot(entry);
    if (book.triedTable.at(slot) === null) book.putTried(entry, slot);
  }
  book.findFreeIds();
  return stray;
}

/** @returns the slots that are not taken */
function takeSlots(book: AddressBook, rows: readonly PeerSchema['peer_new_slot'][]): number[] {
  const stray: number[] = [];
  for (const { slot, entry: id } of rows) {
    const entry = book.byId(id);
    const fits = slot >= 0 && slot < NEW_BUCKETS * BUCKET_SIZE;
    if (fits && entry !== undefined && !entry.tried && entry.newSlots.length < NEW_SLOTS_PER_ADDRESS) {
      book.putNew(entry, slot);
    } else stray.push(slot);
  }
  return stray;
}

/** Entries without any slot get the one that their source entitles them to, or are forgotten. */
function placeHomeless(book: AddressBook): void {
  for (const entry of [...book.entries()]) {
    if (entry.tried || entry.newSlots.length > 0) continue;
    const slot = book.placement.newSlot(entry, entry.source);
    if (book.newTable.at(slot) === null) book.putNew(entry, slot);
    else book.drop(entry);
  }
}
