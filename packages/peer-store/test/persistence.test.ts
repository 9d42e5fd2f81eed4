import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '@salvia/database';
import fc from 'fast-check';
import type { AddressBook } from '../src/book/address-book.ts';
import { type PeerSchema, peerMigrations } from '../src/index.ts';
import { type LoadedBook, loadBook } from '../src/persistence/load-book.ts';
import { saveBook } from '../src/persistence/save-book.ts';
import { hear } from './support/book.ts';
import { createClock, createRandom, openPeers, openStore, seen, T0 } from './support/kit.ts';
import { operations, perform, stateOf } from './support/operations.ts';

let db: Database<PeerSchema>;
beforeEach(async () => {
  db = await openPeers();
});
afterEach(() => db.close());

const rules = (seed = 'rules', accepts = (_: { host: string }) => true) => ({
  random: createRandom(seed),
  privateAddresses: false,
  accepts,
});
const load = async (seed?: string): Promise<LoadedBook> => loadBook(db, rules(seed));

/** Public addresses from many networks, each told by itself. */
function fill(book: AddressBook, count: number): void {
  const start = book.size;
  for (let n = start; n < start + count; n++) hear(book, { host: `${20 + (n >> 8)}.${n & 255}.1.1`, port: 1 }, n);
}

describe('the same state is there again', () => {
  test('after anything, saved in any number of steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operations, { minLength: 1, maxLength: 3 }), fc.string(), async (parts, seed) => {
        await db.close();
        db = await openPeers();
        const { book, secret } = await load(seed);
        let now = T0;
        for (const part of parts) {
          now = perform(book, part, now);
          await saveBook(db, book, secret);
        }
        const again = await load('another seed');
        expect(stateOf(again.book)).toEqual(stateOf(book));
        expect(again.secret).toEqual(secret);
        expect(again.book.changes.any).toBe(false);
        // Whoever is new there gets a number of its own.
        const before = again.book.size;
        hear(again.book, { host: '8.8.8.8', port: 9 }, 1, now, now);
        expect(new Set([...again.book.entries()].map(({ id }) => id)).size).toBe(before + 1);
      }),
      { numRuns: 25 },
    );
  });

  test('in a large book', async () => {
    const { book, secret } = await load();
    fill(book, 2000);
    await saveBook(db, book, secret);
    expect(stateOf((await load()).book)).toEqual(stateOf(book));
  });
});

describe('a write', () => {
  test('that fails leaves what was there, and is made up for by the next one', async () => {
    const { book, secret } = await load();
    fill(book, 300);
    await saveBook(db, book, secret);
    const saved = stateOf((await load()).book);
    fill(book, 300);
    await db.db.schema.alterTable('peer_challenger').renameTo('elsewhere').execute(); // written last but one
    await expect(saveBook(db, book, secret)).rejects.toMatchObject({ code: 'QUERY' });
    await db.db.schema.alterTable('elsewhere').renameTo('peer_challenger').execute();
    expect(stateOf((await load()).book)).toEqual(saved);
    await saveBook(db, book, secret);
    expect(stateOf((await load()).book)).toEqual(stateOf(book));
  });

  test('is of one moment, whatever happens while it lasts', async () => {
    const { book, secret } = await load();
    fill(book, 1500);
    const then = stateOf(book);
    const writing = saveBook(db, book, secret);
    fill(book, 200);
    for (const entry of [...book.entries()].slice(0, 100)) book.drop(entry);
    await writing;
    expect(stateOf((await load()).book)).toEqual(then);
    await saveBook(db, book, secret);
    expect(stateOf((await load()).book)).toEqual(stateOf(book));
  });
});

describe('what does not fit any more', () => {
  const saved = async (): Promise<AddressBook> => {
    const { book, secret } = await load();
    fill(book, 50);
    await saveBook(db, book, secret);
    return book;
  };

  test('entries that the network does not allow are forgotten, for good', async () => {
    const book = await saved();
    const { book: less, secret } = await loadBook(
      db,
      rules('less', ({ host }) => !host.endsWith('7.1.1')),
    );
    expect(less.size).toBeLessThan(book.size);
    await saveBook(db, less, secret);
    expect(stateOf((await load()).book)).toEqual(stateOf(less));
  });

  test('slots of nobody, of no table, or of somebody in the tried table are freed', async () => {
    const book = await saved();
    for (const slot of [-1, 1024 * 64]) {
      await db.db.insertInto('peer_new_slot').values({ slot, entry: 0 }).execute();
    }
    const free = Array.from({ length: 200 }, (_, slot) => slot).find((slot) => book.newTable.at(slot) === null) ?? 0;
    await db.db.insertInto('peer_new_slot').values({ slot: free, entry: 9999 }).execute();
    const { book: again, secret } = await load();
    expect(stateOf(again)).toEqual(stateOf(book));
    await saveBook(db, again, secret);
    expect(await db.db.selectFrom('peer_new_slot').selectAll().execute()).toHaveLength(again.newTable.size);
  });

  test('entries without a slot get that of their source, or are forgotten', async () => {
    const book = await saved();
    await db.db.deleteFrom('peer_new_slot').execute();
    const { book: again } = await load();
    expect(again.size).toBe(book.size);
    expect(stateOf(again).entries.map(({ newSlots }) => newSlots)).toEqual(
      stateOf(book).entries.map(({ newSlots }) => newSlots),
    );
  });
});

describe('files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'salvia-peers-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('of the time before there were buckets are read, and keep what they know', async () => {
    const path = join(folder, 'peers.sqlite');
    const old = Object.entries(peerMigrations).filter(([name]) => name === 'peers-0001');
    const before = await openDatabase<{ peer: object }>({ path, migrations: Object.fromEntries(old) });
    const facts = { timestamp: T0, last_try: T0 - 5, last_success: T0 - 5, attempts: 0, last_counted: 7 };
    for (const row of [
      { host: '8.8.8.8', port: 1, tried: 1 },
      { host: '9.9.9.9', port: 2, tried: 0 },
    ]) {
      await before.db
        .insertInto('peer')
        .values({ ...row, ...facts })
        .execute();
    }
    await before.close();

    const after = await openPeers(path);
    const store = await openStore(after, createClock());
    expect(store.find({ host: '8.8.8.8', port: 1 })).toEqual({
      ...{ host: '8.8.8.8', port: 1, source: { host: '8.8.8.8', port: 1 }, tried: true },
      ...{ timestamp: T0, lastTry: T0 - 5, lastSuccess: T0 - 5, attempts: 0, lastCounted: 7 },
    });
    expect(store.counts()).toEqual({ tried: 1, untried: 1, collisions: 0 });
    await store.stop();
    await after.close();
    const again = await openPeers(path);
    expect((await openStore(again, createClock())).counts()).toEqual(store.counts());
    await again.close();
  });

  test('hold everything after a stop', async () => {
    const path = join(folder, 'peers.sqlite');
    const clock = createClock();
    const first = await openPeers(path);
    const store = await openStore(first, clock);
    await store.start();
    store.add([seen('8.8.8.8', 1), seen('9.9.9.9', 2)], { source: { host: '7.7.7.7', port: 3 } });
    store.markTried({ host: '8.8.8.8', port: 1 });
    store.markAttempted({ host: '9.9.9.9', port: 2 });
    const entries = [...store.entries()];
    await store.stop();
    await first.close();
    const second = await openPeers(path);
    expect([...(await openStore(second, clock)).entries()]).toEqual(entries);
    await second.close();
  });
});

test('a fresh book keeps its secret from the first write on', async () => {
  const { book, secret } = await load('one');
  expect((await load('two')).secret).not.toEqual(secret);
  await saveBook(db, book, secret);
  expect((await load('two')).secret).toEqual(secret);
});
