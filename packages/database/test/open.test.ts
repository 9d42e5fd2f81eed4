import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Database, IN_MEMORY, type Migration, type OpenOptions, openDatabase } from '../src/index.ts';

interface Schema {
  coin: { name: string; amount: number };
}

const first: Migration = {
  up: (db) =>
    db.schema
      .createTable('coin')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('amount', 'integer')
      .execute(),
};
const migrations = { '0001-coin': first };

let folder: string;
let path: string;
const opened: Database<Schema>[] = [];

const open = async (options: Partial<OpenOptions> = {}): Promise<Database<Schema>> => {
  const database = await openDatabase<Schema>({ path, migrations, busyTimeout: 10, ...options });
  opened.push(database);
  return database;
};
const names = async (database: Database<Schema>): Promise<string[]> =>
  (await database.db.selectFrom('coin').select('name').orderBy('name').execute()).map(({ name }) => name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salvia-database-'));
  path = join(folder, 'a', 'b.sqlite');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  rmSync(folder, { recursive: true });
});

describe('opening', () => {
  test('makes the folders, migrates once and finds its rows again', async () => {
    const told: object[] = [];
    const log = { info: (fields: object) => told.push(fields) };
    const database = await open({ log });
    await database.db.insertInto('coin').values({ name: 'a', amount: 1 }).execute();
    await database.close();
    expect(await names(await open({ log }))).toEqual(['a']);
    expect(told).toEqual([{ path, migrations: ['0001-coin'] }]);
  });

  test('settings are made', async () => {
    const { raw } = await open({ durability: 'power' });
    expect(raw.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(raw.pragma('synchronous', { simple: true })).toBe(2);
    expect(raw.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(raw.pragma('locking_mode', { simple: true })).toBe('exclusive');
  });

  test('in memory', async () => {
    const database = await open({ path: IN_MEMORY });
    await database.db.insertInto('coin').values({ name: 'a', amount: 1 }).execute();
    expect(await names(database)).toEqual(['a']);
  });

  test('a file that is no database is CORRUPT', async () => {
    path = join(folder, 'text.sqlite');
    writeFileSync(path, 'this is not a database, and long enough to be taken for a header '.repeat(100));
    await expect(open()).rejects.toMatchObject({ code: 'CORRUPT', context: { path } });
  });

  test('a folder in its place is CANNOT_OPEN', async () => {
    await expect(open({ path: folder })).rejects.toMatchObject({ code: 'CANNOT_OPEN' });
  });

  test('a file in use is LOCKED until it is let go', async () => {
    const database = await open();
    await expect(open()).rejects.toMatchObject({ code: 'LOCKED', context: { path } });
    await database.close();
    expect(await names(await open())).toEqual([]);
  });
});

describe('migrations', () => {
  test('a file of a later version is refused untouched', async () => {
    const later = { ...migrations, '0002-later': { up: async () => undefined } };
    await (await open({ migrations: later })).close();
    await expect(open()).rejects.toMatchObject({ code: 'NEWER_SCHEMA', context: { unknown: ['0002-later'] } });
    expect(await names(await open({ migrations: later }))).toEqual([]);
  });

  test('one that throws leaves nothing behind', async () => {
    const broken: Migration = {
      up: async (db) => {
        await first.up(db);
        throw new Error('midway');
      },
    };
    await expect(open({ migrations: { '0001-coin': broken } })).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      context: { migration: '0001-coin' },
    });
    expect(await names(await open())).toEqual([]);
  });
});
