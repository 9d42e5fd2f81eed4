import { statSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Blockchain, createBlockchain, sqliteStores } from '../../src/index.ts';
import { temporaryFiles } from '../support/files.ts';
import { NOW_MS, type Node } from '../support/tree.ts';
import { changed, cut, makeSample, overwritten, PAGE, pool, type Sample } from './damaged.ts';

describe('a chain that is opened over a damaged file', () => {
  const file = temporaryFiles();
  let sample: Sample;
  let files = 0;
  const fresh = (): string => {
    files += 1;
    return file(`${files}.sqlite`);
  };
  const open = (path: string): Promise<Blockchain> =>
    createBlockchain({ ...sample.network, stores: sqliteStores({ path }), pool });

  beforeAll(async () => {
    sample = await makeSample(file('sound.sqlite'));
  });

  test('says so of one that was cut, and what to do', async () => {
    for (const pages of [1, 5, 20]) {
      const path = cut(sample, fresh(), pages);
      const advice = expect.stringContaining(`salvia db rebuild ${path}`);
      await expect(open(path)).rejects.toMatchObject({ code: 'CORRUPT', context: { path, advice } });
    }
  });

  test('says so, or works until it meets the damage, whatever page is lost', async () => {
    const pages = statSync(sample.path).size / PAGE;
    let refused = 0;
    for (let page = 0; page < pages; page += 1) {
      const path = overwritten(sample, fresh(), page * PAGE, PAGE);
      const opened = await open(path).catch((error: { code: string; message: string }) => error);
      if ('code' in opened) {
        refused += 1;
        expect(['CORRUPT', 'CORRUPT_CHAIN']).toContain(opened.code);
        expect(opened.message).toContain('salvia db rebuild');
      } else {
        for (const node of sample.arrivals) await expectCoded(readAll(opened, node));
        await opened.close();
      }
    }
    expect(refused).toBeGreaterThan(pages / 4);
  }, 120_000);

  test('names a row that cannot be read when it is asked for', async () => {
    const path = await changed(sample, fresh(), "update blocks set block = x'00' where id = 2");
    const chain = await open(path);
    const [first] = sample.arrivals as [Node];
    const context = { path, cause: expect.stringContaining('block 2'), advice: expect.any(String) };
    await expect(chain.block(first.hash)).rejects.toMatchObject({ code: 'CORRUPT', context });
    await chain.close();
  });

  async function readAll(chain: Blockchain, { block, hash }: Node): Promise<unknown> {
    await chain.receiveBlock(block, NOW_MS);
    return [chain.header(hash), await chain.block(hash), await chain.blockCoins(hash), chain.challengeAfter(hash)];
  }

  /** Either it works, or it fails with a code. */
  async function expectCoded(work: Promise<unknown>): Promise<void> {
    const failure = await work.then(
      () => null,
      (error: { code?: unknown }) => error.code ?? 'no code',
    );
    expect([null, 'CORRUPT', 'CORRUPT_CHAIN']).toContain(failure);
  }
});
