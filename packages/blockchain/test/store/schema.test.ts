import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Database, type Migration, openDatabase } from '@salvia/database';
import { checkDatabase } from '../../src/index.ts';
import { sqliteStores } from '../../src/store/index.ts';
import { migrations } from '../../src/store/migrations.ts';
import type { ChainSchema } from '../../src/store/schema.ts';
import { fill } from '../consensus/support/hex.ts';
import { temporaryFiles } from '../support/files.ts';
import { grow, networkOf } from '../support/tree.ts';
import { coin, MAX_UINT64 } from './samples.ts';

const temporary = temporaryFiles();

describe('the tables', () => {
  const path = temporary('chain.sqlite');
  let database: Database<ChainSchema>;

  const amounts = [0n, 1n, 2n ** 63n - 1n, 2n ** 63n, MAX_UINT64 - 1n, MAX_UINT64];

  beforeAll(async () => {
    const stores = await sqliteStores({ path });
    const additions = amounts.map((amount, at) => coin(at, amount));
    stores.coins.apply({ height: 0, additions, removals: [], rewards: [] });
    await stores.close();
    database = await openDatabase<ChainSchema>({ path, migrations });
  });
  afterAll(() => database.close());

  /** Questions that are asked all the time, and the index that answers each without looking at every row. */
  const plans: readonly [string, string][] = [
    ['select * from coin_records where puzzle_hash = ? order by coin_name', 'coins_puzzle_hash'],
    ['delete from coin_records where confirmed_index > ?', 'coins_confirmed'],
    ['update coin_records set spent = 0 where spent_index > 0 and spent_index > ?', 'coins_spent'],
    [
      'select confirmed_index from coin_records where confirmed_index > ? order by confirmed_index desc',
      'coins_confirmed',
    ],
    [
      'select spent_index from coin_records where spent_index > 0 and spent_index < ? order by spent_index desc',
      'coins_spent',
    ],
    ['select id from headers where height = ? order by id', 'headers_height'],
    ['select id from headers where challenge_hash = ? order by id', 'headers_challenge_hash'],
  ];

  test.each(plans)('%s is answered by an index (consensus 10.2)', (query, index) => {
    const [plan] = database.raw.prepare(`explain query plan ${query}`).all(fill(1)) as [{ detail: string }];
    expect(plan.detail).toContain(index);
    expect(plan.detail).toMatch(/^SEARCH /);
  });

  test('hold amounts of every size in full, in the order of the numbers (Q17)', () => {
    const rows = database.raw.prepare('select hex(amount) as amount from coin_records order by amount').all();
    const wanted = amounts.map((amount) => ({ amount: amount.toString(16).padStart(16, '0').toUpperCase() }));
    expect(rows).toEqual(wanted);
  });
});

test('a file of the first version is sound, and gets the tables that it lacks when it is opened', async () => {
  const path = temporary('first.sqlite');
  const first = { '0001-chain': migrations['0001-chain'] as Migration };
  const genesis = await grow(null);
  const old = await openDatabase<ChainSchema>({ path, migrations: first });
  await old.close();
  const network = { ...networkOf(genesis), coinRules: 'mainnet' as const };
  const { counts } = await checkDatabase({ path, network });
  expect(counts).not.toHaveProperty('SCHEMA_DAMAGED');
  const stores = await sqliteStores({ path });
  expect(stores.sync.target()).toBeNull();
  await stores.close();
});
