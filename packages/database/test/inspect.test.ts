import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inspectDatabase, type Migration, openDatabase } from '../src/index.ts';

interface Schema {
  coin: { id: number; payload: Uint8Array };
}

const create: Migration = {
  up: (db) =>
    db.schema
      .createTable('coin')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('payload', 'blob')
      .execute(),
};

describe('inspecting', () => {
  let folder: string;
  let path: string;
  const open = () => openDatabase<Schema>({ path, migrations: { '0001-coin': create }, busyTimeout: 10 });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'salvia-inspect-'));
    path = join(folder, 'a.sqlite');
    const { db, close } = await open();
    for (let id = 1; id <= 40; id++)
      await db
        .insertInto('coin')
        .values({ id, payload: new Uint8Array(3000).fill(id) })
        .execute();
    await close();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('reads a sound file and refuses to write it', () => {
    const { raw, close } = inspectDatabase(path);
    expect(raw.prepare('select count(*) as rows from coin').get()).toEqual({ rows: 40 });
    expect(() => raw.exec('delete from coin')).toThrow(expect.objectContaining({ code: 'SQLITE_READONLY' }));
    close();
  });

  test('keeps others out, and is kept out', async () => {
    const { close } = inspectDatabase(path);
    await expect(open()).rejects.toMatchObject({ code: 'LOCKED' });
    close();
    const database = await open();
    expect(() => inspectDatabase(path, 10)).toThrow(expect.objectContaining({ code: 'LOCKED', context: { path } }));
    await database.close();
  });

  test('reads what there is of a file that was cut, which cannot be opened for use', async () => {
    truncateSync(path, statSync(path).size - 20 * 4096);
    await expect(open()).rejects.toMatchObject({ code: 'CORRUPT' });
    const { raw, close } = inspectDatabase(path);
    const row = raw.prepare('select length(payload) as bytes from coin where id = ?');
    expect(row.get(1)).toEqual({ bytes: 3000 });
    expect(() => row.get(40)).toThrow(expect.objectContaining({ code: 'SQLITE_CORRUPT' }));
    close();
  });

  test('makes no file, and no database of another file', () => {
    expect(() => inspectDatabase(join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'CANNOT_OPEN' }));
    const bytes = readFileSync(path).fill(7, 0, 100);
    writeFileSync(path, bytes);
    expect(() => inspectDatabase(path)).toThrow(expect.objectContaining({ code: 'CORRUPT' }));
    expect(readFileSync(path)).toEqual(bytes);
  });
});
