import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Database, IN_MEMORY, openDatabase } from '../src/index.ts';

interface Schema {
  coin: { name: string; payload: Uint8Array | null };
}

let database: Database<Schema>;

const insert = (name: string, payload: Uint8Array | null = null) =>
  database.db.insertInto('coin').values({ name, payload }).execute();
const names = async (): Promise<string[]> =>
  (await database.db.selectFrom('coin').select('name').orderBy('name').execute()).map(({ name }) => name);

beforeEach(async () => {
  database = await openDatabase<Schema>({
    path: IN_MEMORY,
    migrations: {
      '1': {
        up: (db) =>
          db.schema
            .createTable('coin')
            .addColumn('name', 'text', (column) => column.primaryKey())
            .addColumn('payload', 'blob')
            .execute(),
      },
    },
  });
});
afterEach(() => database.close());

describe('transaction', () => {
  test('keeps all', async () => {
    const result = await database.transaction(async (trx) => {
      await trx.insertInto('coin').values({ name: 'a', payload: null }).execute();
      await trx.insertInto('coin').values({ name: 'b', payload: null }).execute();
      return 7;
    });
    expect(result).toBe(7);
    expect(await names()).toEqual(['a', 'b']);
  });

  test('keeps nothing when it throws, and passes the error on', async () => {
    const failing = database.transaction(async (trx) => {
      await trx.insertInto('coin').values({ name: 'a', payload: null }).execute();
      throw new RangeError('no');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(await names()).toEqual([]);
  });

  test('queries from outside wait for its end', async () => {
    const order: string[] = [];
    const transaction = database.transaction(async (trx) => {
      await trx.insertInto('coin').values({ name: 'a', payload: null }).execute();
      await new Promise((resolve) => setImmediate(resolve));
      order.push('transaction');
    });
    const outside = names().then((found) => order.push(`outside saw ${found.join()}`));
    await Promise.all([transaction, outside]);
    expect(order).toEqual(['transaction', 'outside saw a']);
  });
});

describe('errors', () => {
  test('CONSTRAINT', async () => {
    await insert('a');
    await expect(insert('a')).rejects.toMatchObject({ code: 'CONSTRAINT' });
  });

  test('DISK_FULL rolls back and is not hidden by the rollback; smaller writes work again', async () => {
    database.raw.pragma(`max_page_count = ${Number(database.raw.pragma('page_count', { simple: true })) + 4}`);
    const filling = database.transaction(async (trx) => {
      await trx.insertInto('coin').values({ name: 'small', payload: null }).execute();
      await trx
        .insertInto('coin')
        .values({ name: 'large', payload: new Uint8Array(1_000_000) })
        .execute();
    });
    await expect(filling).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(await names()).toEqual([]);
    await insert('small');
    expect(await names()).toEqual(['small']);
  });

  test('QUERY', async () => {
    const unknown = database.db
      .selectFrom('nowhere' as 'coin')
      .selectAll()
      .execute();
    await expect(unknown).rejects.toMatchObject({ code: 'QUERY' });
  });

  test('CLOSED, and closing twice is one closing', async () => {
    await Promise.all([database.close(), database.close()]);
    expect(() => database.db).toThrow(expect.objectContaining({ code: 'CLOSED' }));
    await expect(database.transaction(async () => 1)).rejects.toMatchObject({ code: 'CLOSED' });
  });
});

test('rows can be streamed, and the connection is free afterwards', async () => {
  for (const name of ['a', 'b']) await insert(name);
  const seen: string[] = [];
  for await (const { name } of database.db.selectFrom('coin').selectAll().orderBy('name').stream()) seen.push(name);
  expect(seen).toEqual(['a', 'b']);
  expect(await names()).toEqual(seen);
});

test('more distinct statements than are kept compiled, each used again', async () => {
  await insert('n3');
  for (let round = 0; round < 2; round++) {
    for (let length = 1; length <= 250; length++) {
      const wanted = Array.from({ length }, (_, i) => `n${i}`);
      const found = await database.db.selectFrom('coin').select('name').where('name', 'in', wanted).execute();
      expect(found).toHaveLength(length > 3 ? 1 : 0);
    }
  }
});
