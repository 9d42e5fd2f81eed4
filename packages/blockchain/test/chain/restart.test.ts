import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { openDatabase } from '@salvia/database';
import type { ProofOfTime } from '@salvia/protocol';
import { type Blockchain, createBlockchain, sqliteStores } from '../../src/index.ts';
import { migrations } from '../../src/store/migrations.ts';
import type { ChainSchema } from '../../src/store/schema.ts';
import { verifier } from '../consensus/support/farm.ts';
import { dumpOf } from '../store/dump.ts';
import { temporaryFiles } from '../support/files.ts';
import { grow, growChain, NOW_MS, type Node, networkOf, prove } from '../support/tree.ts';

describe('a chain that is opened again', () => {
  const file = temporaryFiles();
  let genesis: Node;
  let main: Node[];
  let files = 0;

  beforeAll(async () => {
    genesis = await grow(null);
    main = await growChain(genesis, 6);
  });

  const open = (database: string, on: Node = genesis): Promise<Blockchain> =>
    createBlockchain({ ...networkOf(on), stores: sqliteStores({ path: database }), pool: verifier });

  /** A database with the whole chain in it. */
  async function written(): Promise<string> {
    files += 1;
    const path = file(`${files}.sqlite`);
    const chain = await open(path);
    for (const { block } of main) await chain.receiveBlock(block, NOW_MS);
    await chain.close();
    return path;
  }

  test('keeps the order of its tips, which settles ties', async () => {
    const path = await written();
    const chain = await open(path);
    const twin = await grow(main[4] as Node, { seconds: 11 });
    expect(await chain.receiveBlock(twin.block, NOW_MS)).toMatchObject({ result: 'ADDED_TO_HEAD' });
    const tips = chain.tips();
    await chain.close();
    const again = await open(path);
    expect(again.tips()).toEqual(tips);
    await again.close();
  });

  test.each([0, 2])('is the same with a compact proof of the block %i below the best (Q16)', async (below) => {
    const path = file(`compact-${below}.sqlite`);
    const long = await grow(main[2] as Node, { long: true });
    const nodes = [...main.slice(0, 3), long, ...(await growChain(long, below))];
    const chain = await open(path);
    for (const { block } of nodes) await chain.receiveBlock(block, NOW_MS);
    const heads = [chain.tips(), chain.lca()];
    await chain.close();
    const before = dumpOf(path);
    const again = await open(path);
    const { challengeHash, numberOfIterations } = long.block.proofOfTime as ProofOfTime;
    const replaced = await again.replaceProofOfTime(prove(challengeHash, numberOfIterations));
    expect(replaced).toMatchObject({ result: 'REPLACED' });
    await again.close();
    const { blocks, ...rest } = dumpOf(path);
    const { blocks: blocksBefore, ...restBefore } = before;
    expect(rest).toEqual(restBefore);
    expect(blocks.filter((row) => !blocksBefore.includes(row))).toHaveLength(1);
    const once = await open(path);
    expect([once.tips(), once.lca()]).toEqual(heads);
    expect((await once.block(long.hash))?.proofOfTime?.witnessType).toBe(0);
    await once.close();
  });

  test('refuses the database of another network', async () => {
    const path = await written();
    const other = await grow(null, { seconds: 1 });
    await expect(open(path, other)).rejects.toMatchObject({ code: 'WRONG_GENESIS' });
    await (await open(path)).close();
  });

  test('refuses a file that is no database', async () => {
    const path = file('text.sqlite');
    writeFileSync(path, 'not a database, but longer than the header of one would be. '.repeat(50));
    const context = { advice: expect.stringContaining(`salvia db check ${path}`) };
    await expect(open(path)).rejects.toMatchObject({ code: 'CORRUPT', context });
  });

  /** Each is something that no interrupted write can leave. */
  const damages: readonly [string, string][] = [
    ['no tips', 'delete from tips'],
    ['no LCA', 'delete from lca'],
    ['an LCA where the tips do not meet', 'update lca set header_id = 2'],
    ['a tip that does not exist', 'update tips set header_id = 99 where position = 0'],
    ['a missing header', 'delete from headers where id = 3'],
    ['a header under another parent', 'update headers set parent_id = 1 where id = 4'],
    ['a header that is its own ancestor', 'update headers set parent_id = 5 where id = 4'],
    ['a height that does not follow', 'update headers set height = 9 where id = 5'],
    [
      'a header that is lighter than its parent',
      "update headers set weight = x'00000000000000000000000000000000' where id = 5",
    ],
    ['a second genesis', 'update headers set parent_id = null where id = 2'],
    ['a tip without its block', 'delete from blocks where id = 7'],
    ['no headers', 'delete from headers'],
    ['a block of the main chain missing', 'delete from blocks where id = 3'],
    ['a coin that the last blocks made missing', 'delete from coin_records where confirmed_index = 4'],
    ['coins of a block above the LCA', 'update coin_records set confirmed_index = 5 where confirmed_index = 4'],
    ['a coin of another amount', "update coin_records set amount = x'0000000000000001' where confirmed_index = 2"],
    ['a reward that is none', 'update coin_records set coinbase = 0 where confirmed_index = 4'],
    ['a coin spent above the LCA', 'update coin_records set spent = 1, spent_index = 6 where confirmed_index = 1'],
    ['no coins', 'delete from coin_records'],
  ];

  test.each(damages)('refuses a database with %s', async (_name, statement) => {
    const path = await written();
    await damage(path, statement);
    const advice = expect.stringContaining(`salvia db rebuild ${path}`);
    await expect(open(path)).rejects.toMatchObject({ code: 'CORRUPT_CHAIN', payload: { advice } });
  });

  const misfits: readonly [string, string][] = [
    ['a hash that is none', "header_hash = x'00'"],
    ['a field that is too long, and another that makes up for it', 'header_hash = zeroblob(31), weight = zeroblob(17)'],
    ['a negative height', 'height = -1'],
    ['a parent beyond all numbers', 'parent_id = 4294967296'],
  ];

  test.each(misfits)('refuses a database with %s', async (_name, fields) => {
    const path = await written();
    await damage(path, `update headers set ${fields} where id = 2`);
    const context = { path, cause: expect.stringContaining('header 2') };
    await expect(open(path)).rejects.toMatchObject({ code: 'CORRUPT', context });
  });

  test('has nothing in memory that could not be stored', async () => {
    const path = await written();
    const next = await grow(main[5] as Node);
    // A row in the place of the next block makes its transaction fail half-way, after the header's row.
    await damage(path, "insert into blocks (id, header, block) values (8, x'', x'')");
    const chain = await open(path);
    const before = [chain.tips(), chain.lca()];
    await expect(chain.receiveBlock(next.block, NOW_MS)).rejects.toMatchObject({ code: 'CONSTRAINT' });
    expect([chain.tips(), chain.lca()]).toEqual(before);
    expect(chain.hasHeader(next.hash)).toBe(false);
    await chain.close();
    await damage(path, 'delete from blocks where id = 8');
    const again = await open(path);
    expect([again.tips(), again.lca()]).toEqual(before);
    expect((await again.receiveBlock(next.block, NOW_MS)).result).toBe('ADDED_TO_HEAD');
    await again.close();
  });
});

async function damage(path: string, statement: string): Promise<void> {
  const { raw, close } = await openDatabase<ChainSchema>({ path, migrations });
  raw.pragma('foreign_keys = OFF');
  raw.exec(statement);
  await close();
}
