import { type Blockchain, createBlockchain, sqliteStores } from '@salvia/blockchain';
import { headerHash } from '@salvia/protocol';
import { expectTrue } from '../../errors.ts';
import { type Cost, costOf } from '../../measure/cpu.ts';
import { median } from '../../measure/statistics.ts';
import { NOW_MS, networkOf } from '../../samples/chain/network.ts';
import { nextBlock } from '../../samples/long-chain/grow.ts';
import { gullible, makeFirst } from '../../samples/long-chain/network.ts';
import { strideOf } from '../../samples/long-chain/write.ts';

const LOOKUPS = 50_000;
/** Different headers that are read from the database, over and over: more than any cache holds. */
const READS = 1000;
const ROUNDS = 5;
const WARM_UP = 60;
const BLOCKS = 300;

/** What a process finds that opens a long chain. */
export interface Opening {
  readonly start: Cost;
  /** Bytes, with nothing left to collect: before the chain was opened, and once it was. */
  readonly residentBefore: number;
  readonly resident: number;
  /** Microseconds for one. */
  readonly hashMicros: number;
  readonly heightMicros: number;
  readonly readMicros: number;
  /** Milliseconds to add one block, its proofs not counted: of the processor on average, and the median by the clock. */
  readonly addCpuMs: number;
  readonly addMs: number;
}

export async function open(path: string, headers: number): Promise<Opening> {
  const network = networkOf(await makeFirst());
  const residentBefore = resident();
  let chain: Blockchain | undefined;
  const start = await costOf(async () => {
    chain = await createBlockchain({ ...network, stores: sqliteStores({ path }), pool: gullible });
  });
  const opened = chain as unknown as Blockchain;
  try {
    expectTrue(opened.lca().data.height >= headers - 1, 'opening a chain');
    const after = resident();
    return { start, residentBefore, resident: after, ...lookUps(opened, headers), ...(await growth(opened)) };
  } finally {
    await opened.close();
  }
}

/** Bytes of this process in memory once garbage is gone; needs `--expose-gc`. */
function resident(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  return process.memoryUsage.rss();
}

/** Some heights, all over the chain and in no order. */
const heightsIn = (headers: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => (index * 1_299_709 + 7) % headers);

function lookUps(chain: Blockchain, headers: number) {
  const heights = heightsIn(headers, LOOKUPS);
  const hashes = heights.map((height) => chain.hashAtHeight(height) as Uint8Array);
  const every = strideOf(headers);
  const some = heightsIn(Math.floor((headers - 1) / every), READS).map((index) => index * every);
  const stored = Array.from({ length: ROUNDS }, () => some)
    .flat()
    .map((height) => chain.hashAtHeight(height) as Uint8Array);
  return {
    heightMicros: micros(heights, (at) => expectTrue(chain.hashAtHeight(at) !== null, 'a header by height')),
    hashMicros: micros(hashes, (hash) => expectTrue(chain.hasHeader(hash), 'a header by hash')),
    readMicros: micros(stored, (hash) => expectTrue(chain.header(hash) !== null, 'reading a header')),
  };
}

/** Microseconds for one; the first ones, for which code is compiled, are thrown away. */
function micros<T>(items: readonly T[], look: (item: T) => void): number {
  const warm = Math.floor(items.length / 5);
  for (const item of items.slice(0, warm)) look(item);
  const rest = items.slice(warm);
  const start = performance.now();
  for (const item of rest) look(item);
  return ((performance.now() - start) * 1000) / rest.length;
}

async function growth(chain: Blockchain): Promise<Pick<Opening, 'addCpuMs' | 'addMs'>> {
  const costs: Cost[] = [];
  for (let i = 0; i < WARM_UP + BLOCKS; i++) {
    const block = await nextBlock(chain);
    const cost = await costOf(async () => {
      const { result } = await chain.receiveBlock(block, NOW_MS);
      expectTrue(result === 'ADDED_TO_HEAD' && chain.hasHeader(headerHash(block.header)), 'adding a block');
    });
    if (i >= WARM_UP) costs.push(cost);
  }
  return {
    addCpuMs: median(costs.map(({ cpu }) => cpu)),
    addMs: median(costs.map(({ elapsed }) => elapsed)),
  };
}
