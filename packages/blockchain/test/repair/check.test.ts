import { statSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  checkDatabase,
  createBlockchain,
  type FindingCode,
  type RepairProgress,
  sqliteStores,
} from '../../src/index.ts';
import { temporaryFiles } from '../support/files.ts';
import { grow, type Node, networkOf } from '../support/tree.ts';
import { changed, cut, full, makeSample, overwritten, PAGE, placeOf, pool, type Sample } from './damaged.ts';

describe('a check of a database', () => {
  const file = temporaryFiles();
  let sample: Sample;
  let files = 0;
  const fresh = (): string => {
    files += 1;
    return file(`${files}.sqlite`);
  };
  const check = (path: string) => checkDatabase({ path, network: sample.network });
  const codes = async (path: string): Promise<FindingCode[]> => {
    const { counts, sound } = await check(path);
    expect(sound).toBe(Object.keys(counts).length === 0);
    return Object.keys(counts) as FindingCode[];
  };

  beforeAll(async () => {
    sample = await makeSample(file('sound.sqlite'));
  });

  test('finds nothing where nothing is wrong, and says what it looked at', async () => {
    const blocks = sample.arrivals.length + 1;
    const told: RepairProgress[] = [];
    const options = { path: sample.path, network: sample.network, full: full() };
    const report = await checkDatabase({ ...options, onProgress: (progress) => told.push(progress) });
    expect(report).toMatchObject({ sound: true, findings: [], counts: {}, notChecked: [], headers: blocks, blocks });
    expect(report.height).toBe(10);
    expect(report.coins).toBeGreaterThan(2 * 11);
    expect(new Set(told.map(({ phase }) => phase))).toEqual(new Set(['pages', 'blocks', 'coins', 'validation']));
    for (const phase of ['pages', 'blocks', 'coins', 'validation']) {
      const last = told.filter((progress) => progress.phase === phase).at(-1);
      expect(last?.done).toBe(last?.total);
    }
  });

  /** Changes by SQL, and all that must be said of each. */
  const changes: readonly [string, string, readonly FindingCode[]][] = [
    ['a missing header', 'delete from headers where id = 9', ['HEADER_MISSING', 'HEADER_PARENT', 'BLOCK_STRAY']],
    ['a header with a hash that is none', "update headers set header_hash = x'00' where id = 22", ['HEADER_FIELDS']],
    [
      'a header under another parent',
      'update headers set parent_id = 1 where id = 4',
      ['HEADER_HEIGHT', 'HEADER_DISAGREES'],
    ],
    ['a header without a parent', 'update headers set parent_id = null where id = 4', ['HEADER_PARENT']],
    [
      'a header of another height',
      'update headers set height = 77 where id = 22',
      ['HEADER_HEIGHT', 'HEADER_DISAGREES'],
    ],
    [
      'a header as light as nothing',
      'update headers set weight = zeroblob(16) where id = 22',
      ['HEADER_WEIGHT', 'HEADER_DISAGREES'],
    ],
    ['a header of another time', 'update headers set timestamp = zeroblob(8) where id = 5', ['HEADER_DISAGREES']],
    [
      'a header that answers another challenge',
      'update headers set challenge_hash = zeroblob(32) where id = 5',
      ['HEADER_DISAGREES'],
    ],
    ['a header with other proofs', 'update headers set proofs_hash = zeroblob(32) where id = 5', ['HEADER_DISAGREES']],
    [
      'a first header that is not the genesis',
      'update headers set header_hash = zeroblob(32) where id = 1',
      ['WRONG_GENESIS', 'BLOCK_HASH', 'HEADER_DISAGREES'],
    ],
    ['a missing block', 'delete from blocks where id = 22', ['BLOCK_MISSING']],
    ['a block that is none', "update blocks set block = x'0102' where id = 22", ['BLOCK_UNREADABLE']],
    [
      'a block in the place of another',
      'update blocks set block = (select block from blocks where id = 6) where id = 22',
      ['BLOCK_HASH'],
    ],
    ['another header beside a block', "update blocks set header = x'00' where id = 22", ['HEADER_DISAGREES']],
    ['changes that cannot be read', "update blocks set coin_changes = x'01' where id = 22", ['CHANGES_UNREADABLE']],
    ['no tips', 'delete from tips', ['TIPS_WRONG']],
    [
      'tips in another order',
      'update tips set position = position + 10; update tips set position = 12 - position',
      ['TIPS_WRONG'],
    ],
    ['no LCA', 'delete from lca', ['LCA_WRONG']],
    ['another LCA', 'update lca set header_id = 3', ['LCA_WRONG']],
    ['a missing coin', 'delete from coin_records where confirmed_index = 5 and coinbase = 1', ['COIN_MISSING']],
    [
      'a coin of another amount',
      'update coin_records set amount = zeroblob(8) where confirmed_index = 5',
      ['COIN_WRONG'],
    ],
    [
      'a coin created elsewhere',
      'update coin_records set confirmed_index = 6 where confirmed_index = 5',
      ['COIN_WRONG', 'COIN_EXTRA'],
    ],
    [
      'a spent coin that is unspent',
      'update coin_records set spent = 0, spent_index = 0 where spent_index = 7',
      ['COIN_WRONG'],
    ],
    [
      'an unspent coin that is spent',
      'update coin_records set spent = 1, spent_index = 9 where spent = 0 and confirmed_index = 8',
      ['COIN_WRONG'],
    ],
    [
      'a coin from nowhere',
      'insert into coin_records values (zeroblob(32), 3, 0, 0, 0, zeroblob(32), zeroblob(32), zeroblob(8))',
      ['COIN_EXTRA'],
    ],
    [
      'an unfinished block that is none',
      "insert into unfinished_blocks values (zeroblob(32), zeroblob(8), 1, x'01')",
      ['UNFINISHED_UNREADABLE'],
    ],
    ['a sync whose target is none', "insert into sync_target values (1, x'00', 1, zeroblob(16))", ['SYNC_UNREADABLE']],
    [
      'hashes of a sync with a gap',
      'insert into sync_hashes values (0, 5, zeroblob(64)), (1, 1024, zeroblob(32))',
      ['SYNC_UNREADABLE'],
    ],
    ['hashes of a sync that are none', 'insert into sync_hashes values (0, 0, zeroblob(33))', ['SYNC_UNREADABLE']],
    [
      'a block of a sync that is not what it says',
      'insert into sync_blocks select zeroblob(32), 1, block from blocks where id = 2',
      ['SYNC_UNREADABLE'],
    ],
    ['a block of a sync that is none', "insert into sync_blocks values (zeroblob(32), 1, x'00')", ['SYNC_UNREADABLE']],
    ['a lost table of syncs', 'drop table sync_hashes', ['SCHEMA_DAMAGED']],
    [
      'nothing wrong with a sync under way',
      `insert into sync_target values (1, zeroblob(32), 1, zeroblob(16));
       insert into sync_hashes values (0, 1000, zeroblob(768)), (1, 1024, zeroblob(32768)), (2, 2048, zeroblob(32));
       insert into sync_blocks select header_hash, height, block from blocks join headers using (id)`,
      [],
    ],
    ['a later schema', "insert into kysely_migration values ('9999-later', '')", ['NEWER_SCHEMA']],
    ['a missing index', 'drop index coins_puzzle_hash', ['SCHEMA_DAMAGED']],
    ['a table of somebody else', 'create table other (x integer) strict', ['SCHEMA_DAMAGED']],
    ['a missing table', 'drop table coin_records', ['SCHEMA_DAMAGED']],
  ];

  test.each(changes)('finds %s', async (_what, statements, wanted) => {
    const path = await changed(sample, fresh(), statements);
    expect(new Set(await codes(path))).toEqual(new Set(wanted));
  });

  /** What only shows when everything is validated again. */
  const deep: readonly [string, string, readonly FindingCode[]][] = [
    ['other iterations in force', 'update headers set min_iters = zeroblob(8) where id = 22', ['HEADER_DISAGREES']],
    [
      'changes that are not those of the block',
      'update blocks set coin_changes = (select coin_changes from blocks where id = 21) where id = 22',
      ['CHANGES_DISAGREE'],
    ],
    [
      'a lost parent',
      'delete from blocks where id = 9; delete from headers where id = 9',
      ['HEADER_MISSING', 'HEADER_PARENT', 'BLOCK_DISCONNECTED'],
    ],
  ];

  test.each(deep)('finds %s, if it validates', async (_what, statements, wanted) => {
    const path = await changed(sample, fresh(), statements);
    const { counts } = await checkDatabase({ path, network: sample.network, full: full() });
    expect(new Set(Object.keys(counts))).toEqual(new Set(wanted));
  });

  test('finds a block with another proof of time, if it validates', async () => {
    const path = fresh();
    const [node] = sample.arrivals.slice(-1) as [Node];
    const witness = node.block.proofOfTime?.witness as Uint8Array;
    overwritten(sample, path, placeOf(sample.path, witness), 8);
    expect(await codes(path)).toEqual([]);
    const { findings } = await checkDatabase({ path, network: sample.network, full: full() });
    expect(findings).toEqual([{ code: 'BLOCK_INVALID', detail: expect.stringContaining('INVALID_POT') }]);
  });

  test('names damaged bytes of the file', async () => {
    const body = (height: number) => sample.arrivals[height - 1]?.hash as Uint8Array;
    expect(await codes(overwritten(sample, fresh(), 0, 100))).toEqual(['NOT_A_DATABASE']);
    const text = fresh();
    writeFileSync(text, '');
    expect(await codes(text)).toEqual(['NOT_A_DATABASE']);
    expect(await codes(cut(sample, fresh(), 4))).toEqual(expect.arrayContaining(['TRUNCATED', 'PAGES_DAMAGED']));
    const page = Math.floor(placeOf(sample.path, body(12)) / PAGE) * PAGE;
    expect(await codes(overwritten(sample, fresh(), page, PAGE))).toEqual(expect.arrayContaining(['PAGES_DAMAGED']));
  });

  test('finds something on whatever page is lost', async () => {
    const pages = statSync(sample.path).size / PAGE;
    for (let page = 1; page < pages; page += 2) {
      const found = await codes(overwritten(sample, fresh(), page * PAGE, PAGE));
      expect(found).not.toEqual([]);
    }
  });

  test('says that another network is meant', async () => {
    const other = await grow(null, { seconds: 1 });
    const report = await checkDatabase({ path: sample.path, network: { ...networkOf(other), coinRules: 'mainnet' } });
    expect(report.findings).toEqual([{ code: 'WRONG_GENESIS', detail: bytesToHex(sample.genesis.hash) }]);
  });

  test('lists some of many findings and counts all', async () => {
    const path = await changed(sample, fresh(), 'delete from coin_records');
    const { findings, counts } = await check(path);
    expect(findings).toHaveLength(20);
    expect(counts.COIN_MISSING).toBeGreaterThan(30);
  });

  test('needs the file for itself', async () => {
    const chain = await createBlockchain({ ...sample.network, stores: sqliteStores({ path: sample.path }), pool });
    await expect(check(sample.path)).rejects.toMatchObject({ code: 'LOCKED' });
    await chain.close();
    await expect(check(file('none.sqlite'))).rejects.toMatchObject({ code: 'CANNOT_OPEN' });
  });
});
