import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { checkDatabase, createBlockchain, rebuildDatabase, sqliteStores } from '../../src/index.ts';
import { everythingIn } from '../store/everything.ts';
import { temporaryFiles } from '../support/files.ts';
import { grow, NOW_MS, type Node, networkOf } from '../support/tree.ts';
import { changed, copyOf, cut, full, makeSample, overwritten, PAGE, placeOf, pool, type Sample } from './damaged.ts';

describe('a rebuild of a database', () => {
  const file = temporaryFiles();
  let sample: Sample;
  let whole: object;
  let files = 0;
  const fresh = (): string => {
    files += 1;
    return file(`${files}/chain.sqlite`);
  };
  const rebuild = (path: string, out?: string) =>
    rebuildDatabase({ path, network: sample.network, pool, nowMs: NOW_MS, ...(out !== undefined && { out }) });
  const contents = async (path: string): Promise<object> => {
    const stores = await sqliteStores({ path });
    const everything = everythingIn(stores);
    await stores.close();
    return everything;
  };
  const total = () => sample.arrivals.length + 1;

  beforeAll(async () => {
    sample = await makeSample(file('sound.sqlite'));
    whole = await contents(sample.path);
  });

  const mendable: readonly [string, string][] = [
    ['headers', 'delete from headers where id in (3, 4, 5)'],
    ['headers without sense', 'update headers set weight = zeroblob(16), parent_id = id'],
    ['all headers', 'delete from headers'],
    ['tips and LCA', 'delete from tips; update lca set header_id = 2'],
    ['coins', 'delete from coin_records where confirmed_index > 3; update coin_records set spent = 0'],
    ['a table', 'drop table coin_records'],
    ['what blocks did', 'update blocks set coin_changes = null, header = zeroblob(4)'],
  ];

  test.each(mendable)('brings back %s', async (_what, statements) => {
    const path = await changed(sample, fresh(), statements);
    const report = await rebuild(path);
    expect(report).toMatchObject({
      path,
      damaged: `${path}.damaged`,
      saved: total(),
      lost: { unreadable: 0, invalid: 0, disconnected: 0 },
      losses: [],
      height: 10,
    });
    expect(await contents(path)).toEqual(whole);
    expect(await checkDatabase({ path, network: sample.network, full: full() })).toMatchObject({ sound: true });
    expect(readdirSync(dirname(path)).sort()).toEqual(['chain.sqlite', 'chain.sqlite.damaged']);
  });

  test('takes blocks in an order in which parents come first', async () => {
    const swap = 'update blocks set id = -id where id in (2, 9); update blocks set id = 11 + id where id < 0';
    const path = await changed(sample, fresh(), swap);
    expect(await rebuild(path)).toMatchObject({ saved: total(), losses: [] });
    expect(await checkDatabase({ path, network: sample.network })).toMatchObject({ sound: true });
  });

  test('does without blocks that cannot be read, and says which', async () => {
    const last = total();
    const path = await changed(sample, fresh(), `update blocks set block = x'00' where id = ${last}`);
    const report = await rebuild(path);
    expect(report).toMatchObject({ saved: last - 1, lost: { unreadable: 1, invalid: 0, disconnected: 0 } });
    expect(report.losses).toEqual([{ id: last, reason: 'UNREADABLE', cause: expect.any(String) }]);
    await expectRefilled(path);
  });

  test('does without what is above a lost block, which the node can fetch', async () => {
    const path = await changed(sample, fresh(), 'delete from blocks where id = 8');
    const report = await rebuild(path);
    expect(report).toMatchObject({ saved: 7, lost: { unreadable: 0, invalid: 0, disconnected: total() - 8 } });
    expect(report.losses[0]).toEqual({ id: 9, height: 8, reason: 'DISCONNECTED' });
    await expectRefilled(path);
  });

  test('refuses blocks that are not valid', async () => {
    const [node] = sample.arrivals.slice(-1) as [Node];
    const path = fresh();
    overwritten(sample, path, placeOf(sample.path, node.block.proofOfTime?.witness as Uint8Array), 8);
    const report = await rebuild(path);
    expect(report.lost).toEqual({ unreadable: 0, invalid: 1, disconnected: 0 });
    expect(report.losses).toEqual([{ id: total(), height: node.height, reason: 'INVALID', error: 'INVALID_POT' }]);
    await expectRefilled(path);
  });

  test('saves what can be read of a file that was cut', async () => {
    const pages = statSync(sample.path).size / PAGE;
    const path = cut(sample, fresh(), Math.floor(pages / 4));
    const { saved, lost } = await rebuild(path);
    expect(saved).toBeGreaterThan(1);
    expect(saved + lost.unreadable + lost.disconnected).toBeLessThanOrEqual(total());
    await expectRefilled(path);
  });

  test('saves what it can whatever page is lost', async () => {
    let mended = 0;
    for (let page = 1; page < 40; page += 4) {
      const path = overwritten(sample, fresh(), page * PAGE, PAGE);
      const before = readFileSync(path);
      const report = await rebuild(path).catch((error: { code: string }) => error);
      if ('code' in report) {
        expect(report.code).toBe('NOTHING_TO_SAVE');
        expect(readFileSync(path)).toEqual(before);
      } else {
        await expectRefilled(path);
        mended += 1;
      }
    }
    expect(mended).toBeGreaterThan(5);
  }, 120_000);

  test('writes another file if told, and keeps the damaged one', async () => {
    const path = await changed(sample, fresh(), 'delete from tips');
    const out = file('out.sqlite');
    expect(await rebuild(path, out)).toMatchObject({ path: out, damaged: null, saved: total() });
    expect(await contents(out)).toEqual(whole);
    expect(await checkDatabase({ path, network: sample.network })).toMatchObject({ counts: { TIPS_WRONG: 1 } });
    await expect(rebuild(path, out)).rejects.toMatchObject({ code: 'OUTPUT_EXISTS', payload: { path: out } });
  });

  test('keeps every damaged file', async () => {
    const path = copyOf(sample, fresh());
    await rebuild(path);
    expect(await rebuild(path)).toMatchObject({ damaged: `${path}.damaged.2` });
    expect(await contents(path)).toEqual(whole);
  });

  test('refuses what is not its business, and leaves it', async () => {
    const other = { ...networkOf(await grow(null, { seconds: 1 })), coinRules: 'mainnet' as const };
    const path = copyOf(sample, fresh());
    const before = readFileSync(path);
    const options = { path, network: other, pool, nowMs: NOW_MS };
    await expect(rebuildDatabase(options)).rejects.toMatchObject({ code: 'WRONG_NETWORK' });
    expect(readFileSync(path)).toEqual(before);
    const chain = await createBlockchain({ ...sample.network, stores: sqliteStores({ path }), pool });
    await expect(rebuild(path)).rejects.toMatchObject({ code: 'LOCKED', context: { path } });
    await chain.close();
    const empty = await changed(sample, fresh(), 'delete from blocks');
    await expect(rebuild(empty)).rejects.toMatchObject({ code: 'NOTHING_TO_SAVE' });
    await expect(rebuild(file('none.sqlite'))).rejects.toMatchObject({ code: 'CANNOT_OPEN' });
    expect(existsSync(`${path}.rebuilding`)).toBe(false);
  });

  /** A rebuilt database is sound, opens, and becomes whole again by what it lacks. */
  async function expectRefilled(path: string): Promise<void> {
    expect(await checkDatabase({ path, network: sample.network })).toMatchObject({ sound: true });
    const chain = await createBlockchain({ ...sample.network, stores: sqliteStores({ path }), pool });
    for (const { block } of sample.arrivals) await chain.receiveBlock(block, NOW_MS);
    for (const { hash } of sample.arrivals) expect(chain.hasHeader(hash)).toBe(true);
    await chain.close();
  }
});
