import { setImmediate } from 'node:timers/promises';
import type { Database, Transaction } from '@salvia/database';
import type { AddressBook } from '../book/address-book.ts';
import type { Changes } from '../book/changes.ts';
import { entryRow } from './entry-row.ts';
import type { PeerSchema } from './schema.ts';

/** Rows per statement: SQLite bounds the number of parameters. */
const ROWS = 100;

/** The rows to be written for what has changed, as they are at one moment. */
interface Rows {
  readonly goneEntries: readonly number[];
  readonly entries: readonly PeerSchema['peer_entry'][];
  readonly freeSlots: readonly number[];
  readonly newSlots: readonly PeerSchema['peer_new_slot'][];
  readonly challengers: readonly PeerSchema['peer_challenger'][];
  readonly book: PeerSchema['peer_book'];
}

/** Writes what has changed: all of it, or nothing, and then it is still to be written. */
export async function saveBook(database: Database<PeerSchema>, book: AddressBook, secret: Uint8Array): Promise<void> {
  if (!book.changes.any) return;
  const changes = book.changes.take();
  const rows = rowsOf(book, changes, secret);
  try {
    await database.transaction((trx) => write(trx, rows));
  } catch (error) {
    book.changes.putBack(changes);
    throw error;
  }
}

function rowsOf(book: AddressBook, { entries, newSlots }: Changes, secret: Uint8Array): Rows {
  const live = [...entries].flatMap((id) => book.byId(id) ?? []);
  const taken = [...newSlots].flatMap((slot) => {
    const entry = book.newTable.at(slot);
    return entry === null ? [] : [{ slot, entry }];
  });
  return {
    goneEntries: [...entries].filter((id) => book.byId(id) === undefined),
    entries: live.map(entryRow),
    freeSlots: [...newSlots].filter((slot) => book.newTable.at(slot) === null),
    newSlots: taken,
    challengers: [...book.challengers].map(({ id }) => ({ entry: id })),
    book: { id: 1, secret, last_good: book.lastGood },
  };
}

async function write(trx: Transaction<PeerSchema>, rows: Rows): Promise<void> {
  await inParts(rows.goneEntries, (ids) => trx.deleteFrom('peer_entry').where('id', 'in', ids).execute());
  await inParts(rows.entries, (values) => trx.replaceInto('peer_entry').values(values).execute());
  await inParts(rows.freeSlots, (slots) => trx.deleteFrom('peer_new_slot').where('slot', 'in', slots).execute());
  await inParts(rows.newSlots, (values) => trx.replaceInto('peer_new_slot').values(values).execute());
  await trx.deleteFrom('peer_challenger').execute();
  await inParts(rows.challengers, (values) => trx.insertInto('peer_challenger').values(values).execute());
  await trx.replaceInto('peer_book').values(rows.book).execute();
}

/** Part by part, with the event loop in between: a book may be large, and its owner has other things to do. */
async function inParts<T>(rows: readonly T[], execute: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS) {
    await execute(rows.slice(start, start + ROWS));
    await setImmediate();
  }
}
