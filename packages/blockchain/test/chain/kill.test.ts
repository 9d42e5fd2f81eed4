import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { FullBlock } from '@salvia/protocol';
import {
  type Blockchain,
  type ChainStores,
  checkDatabase,
  createBlockchain,
  memoryStores,
  sqliteStores,
  withCache,
} from '../../src/index.ts';
import { verifier } from '../consensus/support/farm.ts';
import { everythingIn } from '../store/everything.ts';
import { temporaryFiles } from '../support/files.ts';
import { type ForkedChain, growForkedChain } from '../support/forked-chain.ts';
import { NOW_MS, type Node, networkOf } from '../support/tree.ts';

const WRITER = fileURLToPath(new URL('../support/writer.mjs', import.meta.url));

/** How often the writer is killed; `SALVIA_KILLS=200` for a long run. */
const KILLS = Number(process.env['SALVIA_KILLS'] ?? 8);

/** The same kills are planned in each run; where exactly they strike is up to the machine. */
const random = generator(20_201);

describe('a process that is killed while it adds blocks', () => {
  const file = temporaryFiles();
  const input = file('blocks.json');
  const pool = withCache(verifier);
  let tree: ForkedChain;
  let network: ReturnType<typeof networkOf> & { coinRules: 'mainnet' };

  beforeAll(async () => {
    // Two branches that overtake each other: most additions move the LCA, some of them back.
    tree = await growForkedChain(8, 12);
    network = { ...networkOf(tree.genesis), coinRules: 'mainnet' };
    const blocks = tree.arrivals.map(({ id, block }) => ({ id, block: bytesToHex(FullBlock.encode(block)) }));
    writeFileSync(
      input,
      JSON.stringify({ network, blocks, nowMs: NOW_MS }, (_key, value) =>
        typeof value === 'bigint' ? `${value}n` : value,
      ),
    );
  });

  test('loses nothing that it announced, and leaves the state of some moment', async () => {
    let killed = 0;
    for (let database = 1; killed < KILLS; database += 1) {
      const path = file(`${database}.sqlite`);
      const reference = await createReference();
      let announced = 0;
      for (let known = 0; known < tree.arrivals.length && killed < KILLS; ) {
        const outcome = await writeUntilKilled(path, input, known + random(6), random(12), random(3) * random(20));
        announced = Math.max(announced, outcome.announced);
        if (outcome.signal === 'SIGKILL') killed += 1;
        // Every third one is killed again before anybody looks, perhaps while it reads what the log has.
        if (outcome.signal === 'SIGKILL' && random(3) === 0) continue;
        known = await expectStateOfSomeMoment(path, announced, reference);
      }
      await reference.chain.close();
    }
  }, 1_200_000);

  async function createReference(): Promise<Reference> {
    const stores = memoryStores();
    return { stores, chain: await createBlockchain({ ...network, stores, pool }), added: 0 };
  }

  /** What is there is what a chain has that got the first so-and-so-many blocks and never stopped. @returns how many */
  async function expectStateOfSomeMoment(path: string, announced: number, reference: Reference): Promise<number> {
    const stores = await sqliteStores({ path });
    const chain = await createBlockchain({ ...network, stores, pool });
    const known = tree.arrivals.filter(({ hash }) => chain.hasHeader(hash));
    expect(known).toEqual(tree.arrivals.slice(0, known.length));
    expect(known.length).toBeGreaterThanOrEqual(announced);
    for (; reference.added < known.length; reference.added += 1)
      await reference.chain.receiveBlock((tree.arrivals[reference.added] as Node).block, NOW_MS);
    expect(everythingIn(stores)).toEqual(everythingIn(reference.stores));
    await chain.close();
    expect(await checkDatabase({ path, network })).toMatchObject({ sound: true });
    return known.length;
  }
});

interface Reference {
  readonly stores: ChainStores;
  readonly chain: Blockchain;
  added: number;
}

/**
 * @param after how many announcements it is killed
 * @param delay and how many milliseconds then
 * @param changes after how many changes of its stores it is killed in any case; 0: not
 * @returns how many blocks the writer announced, and what ended it
 */
async function writeUntilKilled(database: string, input: string, after: number, delay: number, changes: number) {
  const argv = [WRITER, database, input, String(changes)];
  const writer = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  let announced = 0;
  let complaint = '';
  writer.stderr.on('data', (text) => {
    complaint += String(text);
  });
  createInterface({ input: writer.stdout }).on('line', () => {
    announced += 1;
    if (announced === after + 1) setTimeout(() => writer.kill('SIGKILL'), delay);
  });
  const [code, signal] = (await once(writer, 'close')) as [number | null, string | null];
  expect({ code: code ?? 0, complaint }).toEqual({ code: 0, complaint: '' });
  return { announced, signal };
}

/** Whole numbers below a bound, always the same ones (a linear congruence). */
function generator(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}
