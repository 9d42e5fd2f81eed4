import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Database, openDatabase } from '@salvia/database';
import { walletMigrations } from '../../src/store/migrations.ts';
import type { WalletSchema } from '../../src/store/schema.ts';
import { blockOn, payment } from '../support/blocks.ts';
import { openTestWallet, ownHash, temporaryFiles } from '../support/wallets.ts';

const temporary = temporaryFiles();

describe('the tables', () => {
  const path = temporary('wallet.sqlite');
  let database: Database<WalletSchema>;

  beforeAll(async () => {
    const wallet = await openTestWallet({ path });
    await wallet.receive([blockOn(wallet.head(), { additions: [payment(ownHash(0), 2n ** 63n, 'x')] })]);
    await wallet.close();
    database = await openDatabase<WalletSchema>({ path, migrations: walletMigrations });
  });
  afterAll(() => database.close());

  /** Questions that are asked all the time, and the index that answers each without looking at every row. */
  const plans: readonly [query: string, index: string][] = [
    ['select * from blocks where in_path = 1 and height = 5', 'blocks_path'],
    ['select * from blocks where in_path = 1 order by height desc limit 1', 'blocks_path'],
    ['update blocks set in_path = 0 where in_path = 1 and height > 5', 'blocks_path'],
    ['delete from blocks where height > 5', 'blocks_height'],
    ["select derivation_index from puzzle_hashes where puzzle_hash = x'00'", 'sqlite_autoindex_puzzle_hashes'],
    ['select sum(amount_high), sum(amount_low) from coins where spent_height is null', 'COVERING INDEX coins_unspent'],
    ['select * from coins where spent_height is null order by confirmed_height, name limit 5', 'coins_unspent'],
    ['update coins set spent_height = null where spent_height > 5', 'coins_spent'],
    ['delete from coins where confirmed_height > 5', 'coins_confirmed'],
    ['select * from transactions order by created_at desc, id desc limit 5', 'transactions_time'],
    ["select * from transactions where state = 'pending' order by created_at, id", 'transactions_state'],
    ["select id from transactions where height > 5 and state = 'failed'", 'transactions_'],
    ["select transaction_id from transaction_coins where name = x'00'", 'transaction_coins_name'],
  ];

  test.each(plans)('%s is answered by an index', (query, index) => {
    const details = database.raw.prepare(`explain query plan ${query}`).all() as { detail: string }[];
    expect(details[0]?.detail).toContain(index);
    expect(details.map(({ detail }) => detail).join()).not.toContain('TEMP B-TREE');
  });

  test("have one block of each height on the head's chain", () => {
    const insert = `insert into blocks select x'01', prev_header_hash, height, weight, total_iters, min_iters,
      challenge_hash, timestamp, scanned, 1, coin_changes from blocks where height = 1`;
    expect(() => database.raw.prepare(insert).run()).toThrow(
      expect.objectContaining({ code: 'SQLITE_CONSTRAINT_UNIQUE' }),
    );
  });

  test('name every index after its table, as names are file-wide (wallet 3.2)', () => {
    const indices = database.raw
      .prepare("select name, tbl_name as tableName from sqlite_master where type = 'index' and sql is not null")
      .all() as { name: string; tableName: string }[];
    expect(indices.length).toBeGreaterThan(8);
    for (const { name, tableName } of indices) expect(name.startsWith(`${tableName}_`)).toBe(true);
  });

  test('are for their owner alone', () => {
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
