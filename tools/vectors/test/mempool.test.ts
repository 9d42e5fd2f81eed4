import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { createBlockchain, createMempools, encodeFilter, type Mempools, sqliteStores } from '@salvia/blockchain';
import { writeGenerator } from '@salvia/clvm';
import {
  coinName,
  FullBlock,
  headerHash,
  MempoolInclusionStatus,
  SpendBundle,
  spendBundleName,
} from '@salvia/protocol';
import { type CaseFacts, deviationFor, readVector } from '../src/index.ts';
import { conditionFacts } from './chain-support/condition-facts.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from './chain-support/network.ts';
import { recordedVerdict, verdictOf } from './chain-support/verdicts.ts';
import { recordedChain } from './mempool-support/recorded-chain.ts';
import {
  type Operation,
  type RecordedAdd,
  type RecordedBundle,
  type RecordedMempoolBlock,
  type RecordedPool,
  recordedMempool,
} from './mempool-support/shapes.ts';

const FILE = 'reference/mempool.json.gz';
const { constants, mempool_size, base, operations } = recordedMempool.parse(readVector(FILE));
const network = recordedNetwork(constants);
const verifier = recordedVerifier(network);

const bundleOf = (bytes: string): SpendBundle => SpendBundle.decode(hexToBytes(bytes));
const programOf = ({ coinSolutions }: SpendBundle): Uint8Array =>
  writeGenerator(
    coinSolutions.map(({ coin, solution }) => ({ coinName: coinName(coin), solution })),
    'beta18',
  );

const addFacts = ({ bundle, status, inner_error }: RecordedAdd): CaseFacts => ({
  status,
  inner_error,
  negativeAmount: conditionFacts(programOf(bundleOf(bundle))).negativeAmount,
});

/** Bundles that the reference takes and we refuse. */
const refused = new Set(
  operations.flatMap((operation) =>
    operation.op === 'add' && operation.status === 'SUCCESS' && deviationFor(FILE, addFacts(operation)) !== null
      ? [operation.name]
      : [],
  ),
);

/**
 * What the reference takes by accident pays best, and so keeps a place in each of its mempools to the end: ours have that
 * much less room, so that all else must be the same.
 */
const capacity = mempool_size - refused.size;
const chain = recordedChain(verifier);
let mempools: Mempools;

/** What the reference's mempools held after the last operation that tells. */
let recorded: readonly RecordedPool[] = [];
/** Bundles that wait: with the reference, and with us. */
const kept = new Set<string>();
const waiting = new Set<string>();

const own = (pools: readonly RecordedPool[]): RecordedPool[] =>
  pools.map((pool) => ({ ...pool, bundles: pool.bundles.filter(([name]) => !refused.has(name)) }));

const sizesOf = (found: Mempools): [number, number][] => found.state().map(({ height, count }) => [height, count]);

function expectPools(pools: readonly RecordedPool[], filter: string): void {
  const names = (each: readonly RecordedPool[]) =>
    each.flatMap(({ bundles }) => bundles.map(([name]) => hexToBytes(name)));
  recorded = own(pools);
  expect(
    mempools.state().map(({ headerHash: tip, height, count, cost, fees }) => ({
      tip: bytesToHex(tip),
      height,
      count,
      cost,
      fees,
    })),
  ).toEqual(
    recorded.map(({ tip, tip_height, bundles }) => ({
      tip,
      height: tip_height,
      count: bundles.length,
      cost: bundles.reduce((sum, [, , cost]) => sum + cost, 0n),
      fees: bundles.reduce((sum, [, fee]) => sum + fee, 0n),
    })),
  );
  expect(new Set(mempools.names().map(bytesToHex))).toEqual(new Set(names(recorded).map(bytesToHex)));
  expect(bytesToHex(encodeFilter(names(pools)))).toBe(filter);
  expect(mempools.filter()).toEqual(encodeFilter(names(recorded)));
}

async function runAdd(operation: RecordedAdd): Promise<void> {
  const bundle = bundleOf(operation.bundle);
  expect(bytesToHex(spendBundleName(bundle))).toBe(operation.name);
  const { status, error, cost } = await mempools.add(bundle, NOW_MS);
  const deviation = deviationFor(FILE, addFacts(operation));
  if (deviation !== null) {
    expect([status, error]).toEqual([MempoolInclusionStatus.FAILED, deviation.verdict]);
  } else {
    expect([status, error]).toEqual([operation.status_code, operation.error]);
    if (operation.cost !== null) expect(cost).toBe(operation.cost);
  }
  if (operation.potential > kept.size) for (const names of [kept, waiting]) names.add(operation.name);
  expect(operation.potential).toBe(kept.size);
  expect(mempools.pendingCount()).toBe(waiting.size);
  const missing = refusedUpTo(operation);
  expect(sizesOf(mempools)).toEqual(operation.pool_sizes.map(([height, size]) => [height, size - missing]));
}

/** How many bundles each of the reference's mempools holds that ours have not. */
const refusedUpTo = (operation: Operation): number =>
  operations
    .slice(0, operations.indexOf(operation) + 1)
    .filter((earlier) => earlier.op === 'add' && refused.has(earlier.name)).length;

async function runBlock({ bytes, pools, filter, potential }: RecordedMempoolBlock): Promise<void> {
  const known = new Set(recorded.map(({ tip }) => tip));
  await chain.add(FullBlock.decode(hexToBytes(bytes)));
  chain.choose(pools.map(({ tip }) => tip));
  await mempools.update(NOW_MS);
  expectPools(pools, filter);
  expect(new Set(potential)).toEqual(kept);
  const taken = new Set(
    pools.filter(({ tip }) => !known.has(tip)).flatMap(({ bundles }) => bundles.map(([name]) => name)),
  );
  for (const name of potential) {
    if (deviationFor(FILE, { waits: true, taken: taken.has(name) }) !== null) waiting.delete(name);
  }
  expect(mempools.pendingCount()).toBe(waiting.size);
}

/** The best-paying bundles that fit, each of which may be left out (Q18). */
function bestOf({ bundles }: RecordedPool): string[] {
  const rate = ([, fee, cost]: RecordedPool['bundles'][number]) => Number(fee) / Number(cost);
  let left = network.constants.MAX_BLOCK_COST_CLVM;
  return [...bundles]
    .sort((a, b) => rate(b) - rate(a))
    .flatMap(([name, , cost]) => {
      if (cost > left) return [];
      left -= cost;
      return [name];
    });
}

async function runBundle({ bundle, spends, generator }: RecordedBundle): Promise<void> {
  const theirs = bundleOf(bundle);
  expect(theirs.coinSolutions).toHaveLength(spends);
  expect(bytesToHex(programOf(theirs))).toBe(generator);
  const heaviest = recorded[0] as RecordedPool;
  const made = mempools.bundleFor(hexToBytes(heaviest.tip));
  expect(made).not.toBeNull();
  if (made === null) return;
  const deviation = deviationFor(FILE, { op: 'bundle' });
  expect(deviation?.verdict).toBe('the highest fee rate first');
  expect(new Set(made.names.map(bytesToHex))).toEqual(new Set(bestOf(heaviest)));
  const run = await verifier.runGenerator(made.generator, {
    maxCost: network.constants.MAX_BLOCK_COST_CLVM,
    strict: false,
  });
  expect(run).toMatchObject({ cost: made.cost });
}

const titleOf = (operation: Operation): string =>
  'note' in operation ? `${operation.op}: ${operation.note}` : operation.op;

describe('mempools, operation by operation', () => {
  beforeAll(async () => {
    const blocks = base.map((bytes) => FullBlock.decode(hexToBytes(bytes)));
    for (const block of blocks) await chain.add(block);
    chain.choose(
      blocks
        .slice(-network.constants.NUMBER_OF_HEADS)
        .reverse()
        .map(({ header }) => bytesToHex(headerHash(header))),
    );
    const room = { TX_PER_SEC: 1, BLOCK_TIME_TARGET: capacity, MEMPOOL_BLOCK_BUFFER: 1 };
    mempools = createMempools({
      ...network,
      chain,
      pool: verifier,
      constants: { ...network.constants, ...room },
    });
  });

  test('the recorded constants give the recorded capacity', () => {
    const { TX_PER_SEC, BLOCK_TIME_TARGET, MEMPOOL_BLOCK_BUFFER } = network.constants;
    expect(TX_PER_SEC * BLOCK_TIME_TARGET * MEMPOOL_BLOCK_BUFFER).toBe(mempool_size);
  });

  test.each(operations.map((operation, at): [number, string, Operation] => [at, titleOf(operation), operation]))(
    '%d %s',
    async (_at, _title, operation) => {
      if (operation.op === 'add') await runAdd(operation);
      else if (operation.op === 'block') await runBlock(operation);
      else if (operation.op === 'state') expectPools(operation.pools, operation.filter);
      else await runBundle(operation);
    },
  );
});

describe('the blocks among the operations', () => {
  test('are taken by a chain as recorded', async () => {
    const blockchain = await createBlockchain({
      ...network,
      stores: sqliteStores({ path: ':memory:' }),
      pool: verifier,
    });
    for (const bytes of base.slice(1)) {
      const received = await blockchain.receiveBlock(FullBlock.decode(hexToBytes(bytes)), NOW_MS);
      expect(received.result).toBe('ADDED_TO_HEAD');
    }
    const blocks = operations.filter((operation) => operation.op === 'block');
    let same = true;
    for (const { bytes, result } of blocks) {
      const block = FullBlock.decode(hexToBytes(bytes));
      const { negativeAmount } = conditionFacts(block.transactionsGenerator);
      const deviation = deviationFor(FILE, { ...result, negativeAmount });
      const received = await blockchain.receiveBlock(block, NOW_MS);
      if (deviation !== null) expect(received).toMatchObject({ result: 'INVALID_BLOCK', error: deviation.verdict });
      else if (same) expect(verdictOf(received)).toEqual(recordedVerdict(result));
      else expect(received.result).toBe(result.result); // the tips are others by now
      same &&= deviation === null;
    }
    await blockchain.close();
  });
});
