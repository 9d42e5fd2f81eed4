import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { FullBlock } from '@salvia/protocol';
import { type Blockchain, createBlockchain, sqliteStores, withCache } from '../../src/index.ts';
import { qualityOfProof, verifier } from '../consensus/support/farm.ts';
import { temporaryFiles } from '../support/files.ts';
import { freeHash, TAGS } from '../support/spends.ts';
import { grow, growChain, NOW_MS, type Node, networkOf } from '../support/tree.ts';

const WRITER = fileURLToPath(new URL('../support/writer.mjs', import.meta.url));

/** After how many announcements the writer is killed: the kill strikes wherever it is by then. */
const KILLS = [1, 3, 2, 6, 9];

describe('a process that is killed while it adds blocks', () => {
  const file = temporaryFiles();
  const database = file('chain.sqlite');
  const input = file('blocks.json');
  let genesis: Node;
  let order: Node[];
  const cached = withCache(verifier);

  const open = (path: string): Promise<Blockchain> =>
    createBlockchain({ ...networkOf(genesis), stores: sqliteStores({ path: path }), pool: cached });

  beforeAll(async () => {
    genesis = await grow(null);
    const main = await growChain(genesis, 40);
    const side = await growChain(main[9] as Node, 32, { seconds: 11 });
    // Two branches that overtake each other: most additions move the LCA, some of them back.
    order = [...main.slice(0, 10), ...zip(main.slice(10), side)];
    const blocks = order.map(({ id, block }) => ({
      id,
      block: bytesToHex(FullBlock.encode(block)),
      qualityString: bytesToHex(qualityOfProof(block.proofOfSpace.proof)),
    }));
    const json = { network: networkOf(genesis), blocks, nowMs: NOW_MS };
    writeFileSync(
      input,
      JSON.stringify(json, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value)),
    );
    await (await open(database)).close();
  });

  test('loses nothing that it announced, and leaves the state of some moment', async () => {
    const reference = await open(':memory:');
    let added = 0;
    let killed = 0;
    for (const after of KILLS) {
      const { announced, signal } = await writeUntilKilled(database, input, added + after);
      if (signal === 'SIGKILL') killed += 1;
      const chain = await open(database);
      const known = order.filter(({ hash }) => chain.hasHeader(hash));
      expect(known).toEqual(order.slice(0, known.length));
      expect(known.length).toBeGreaterThanOrEqual(announced);
      for (; added < known.length; added += 1) await reference.receiveBlock((order[added] as Node).block, NOW_MS);
      expect(await stateOf(chain)).toEqual(await stateOf(reference));
      await chain.close();
    }
    expect(killed).toBeGreaterThan(0);
    await reference.close();
  }, 240_000);
});

/** @returns how many blocks the writer announced, and what ended it */
async function writeUntilKilled(database: string, input: string, after: number) {
  const writer = spawn(process.execPath, [WRITER, database, input], { stdio: ['ignore', 'pipe', 'pipe'] });
  let announced = 0;
  let complaint = '';
  writer.stderr.on('data', (text) => {
    complaint += String(text);
  });
  createInterface({ input: writer.stdout }).on('line', () => {
    announced += 1;
    if (announced >= after) writer.kill('SIGKILL');
  });
  const [code, signal] = (await once(writer, 'close')) as [number | null, string | null];
  expect({ code: code ?? 0, complaint }).toEqual({ code: 0, complaint: '' });
  return { announced, signal };
}

async function stateOf(chain: Blockchain): Promise<object> {
  const heights = Array.from({ length: chain.lca().data.height + 1 }, (_, height) => chain.hashAtHeight(height));
  const rewards = [TAGS.pool, TAGS.farmer].map((tag) => chain.coinsByPuzzleHash(freeHash(tag)));
  return { tips: chain.tips(), lca: chain.lca(), heights, coins: await Promise.all(rewards) };
}

function zip<T>(left: readonly T[], right: readonly T[]): T[] {
  return left.flatMap((value, at) => (at < right.length ? [value, right[at] as T] : [value]));
}
