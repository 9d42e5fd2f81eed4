import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { g2Identity } from '@salvia/bls';
import { MempoolInclusionStatus, type SpendBundle, spendBundleName } from '@salvia/protocol';
import {
  type Blockchain,
  createBlockchain,
  createMempools,
  type MempoolBundle,
  type Mempools,
  rewardCoins,
  sqliteStores,
} from '../../src/index.ts';
import { CONSTANTS, verifier } from '../consensus/support/farm.ts';
import { toHex } from '../consensus/support/hex.ts';
import { childOf, condition, createCoin, type FreeSpend, listedSpend, TAGS } from '../support/spends.ts';
import { grow, growChain, NOW_MS, type Node, networkOf } from '../support/tree.ts';

/*
 * Mempools over a chain of genuine blocks, some of which carry what the mempools offered.
 */

const { SUCCESS, PENDING, FAILED } = MempoolInclusionStatus;

/** Coins can be spent from this height on: rewards of genesis and the next block are free. */
const FREE = 4;

let trunk: Node[];
let chain: Blockchain;
let mempools: Mempools;

const transaction = (...spends: FreeSpend[]): SpendBundle => ({
  coinSolutions: spends.map((spend) => ({ coin: spend.coin, solution: listedSpend(spend).solution })),
  aggregatedSignature: g2Identity(),
});

/** Spends a reward of the block at a height, and leaves a fee. */
const spendReward = (height: number, which: 0 | 1, fee: bigint): SpendBundle => {
  const coin = rewardCoins((trunk[height] as Node).block.header.data)[which];
  return transaction({ coin, conditions: [createCoin(TAGS.left, coin.amount - fee)] });
};

async function receive(...nodes: readonly Node[]): Promise<void> {
  for (const { block } of nodes) {
    const received = await chain.receiveBlock(block, NOW_MS);
    expect(received.result).toMatch(/^ADDED/);
  }
  await mempools.update(NOW_MS);
}

const offer = (bundle: SpendBundle) => mempools.add(bundle, NOW_MS);
const has = (bundle: SpendBundle) => mempools.has(spendBundleName(bundle));
const bundleOn = (node: Node): MempoolBundle => {
  const made = mempools.bundleFor(node.hash);
  if (made === null) throw new Error('nothing for a block');
  return made;
};
/** A block with what the mempool of its parent offers. */
const mine = (on: Node, seconds = 10) => grow(on, { seconds, bundle: bundleOn(on) });

beforeEach(async () => {
  const genesis = await grow(null);
  trunk = [genesis, ...(await growChain(genesis, FREE))];
  chain = await createBlockchain({ ...networkOf(genesis), stores: sqliteStores({ path: ':memory:' }), pool: verifier });
  mempools = createMempools({ chain, pool: verifier, constants: CONSTANTS });
  await receive(...trunk.slice(1));
});
afterEach(() => chain.close());

test('what a mempool offers makes a valid block, after which it is gone', async () => {
  const [first, second] = [spendReward(0, 0, 5n), spendReward(0, 1, 7n)];
  for (const bundle of [first, second]) expect(await offer(bundle)).toMatchObject({ status: SUCCESS });
  const block = await mine(trunk[FREE] as Node);
  await receive(block);
  expect(mempools.bundleFor(block.hash)).toBeNull();
  // The tips below it could still be built on.
  expect(has(first) && has(second)).toBe(true);
  expect(await offer(spendReward(0, 0, 6n))).toMatchObject({ status: PENDING, error: 'MEMPOOL_CONFLICT' });
  await receive(...(await growChain(block, 2)));
  expect(has(first) || has(second)).toBe(false);
  expect(await offer(first)).toMatchObject({ status: FAILED, error: 'DOUBLE_SPEND' });
});

test('on a branch that wins, what the other mined returns and can be mined again', async () => {
  const bundle = spendReward(0, 0, 5n);
  await offer(bundle);
  const main = await mine(trunk[FREE] as Node);
  await receive(main, ...(await growChain(main, 3)));
  expect(has(bundle)).toBe(false);
  const side = await growChain(trunk[FREE] as Node, 7, { seconds: 11 });
  await receive(...side);
  expect(chain.lca().data.height).toBeGreaterThan(FREE);
  expect(has(bundle)).toBe(true);
  const again = await mine(side.at(-1) as Node);
  await receive(again, ...(await growChain(again, 2)));
  expect(has(bundle)).toBe(false);
  expect(await chain.coin(bundleNames(bundle)[0] as Uint8Array)).toMatchObject({ spent: true });
});

const bundleNames = (bundle: SpendBundle) =>
  bundle.coinSolutions.map((spend) => listedSpend({ ...spend, conditions: [] }).coinName);

test('what the winning branch spends is gone, and so is what hangs on the other branch', async () => {
  const early = spendReward(0, 0, 5n);
  const rival = spendReward(0, 0, 50_000_000n);
  await offer(early);
  const main = await mine(trunk[FREE] as Node);
  await receive(main, ...(await growChain(main, 1)));
  const coin = rewardCoins((trunk[0] as Node).block.header.data)[0];
  const child = childOf(coin, TAGS.left, coin.amount - 5n);
  const hanging = transaction({ coin: child, conditions: [createCoin(TAGS.right, child.amount - 1n)] });
  expect(await offer(hanging)).toMatchObject({ status: SUCCESS });

  // The other branch mines the rival, which it takes from a node that heard of it first.
  const apart = createMempools({ chain, pool: verifier, constants: CONSTANTS });
  await apart.add(rival, NOW_MS);
  const offered = apart.bundleFor((trunk[FREE] as Node).hash);
  expect(offered?.names.map(toHex)).toEqual([toHex(spendBundleName(rival))]);
  const first = await grow(trunk[FREE] as Node, { seconds: 11, bundle: offered ?? undefined });
  await receive(first, ...(await growChain(first, 5)));
  expect(has(early)).toBe(false);
  expect(has(hanging)).toBe(false);
  expect(mempools.names()).toEqual([]);
  expect(await offer(early)).toMatchObject({ status: FAILED, error: 'DOUBLE_SPEND' });
  expect(await offer(hanging)).toMatchObject({ status: FAILED, error: 'UNKNOWN_UNSPENT' });
});

test('a coin is frozen and locked as its chain has it', async () => {
  const coin = rewardCoins((trunk[FREE] as Node).block.header.data)[0];
  const free = transaction({ coin, conditions: [createCoin(TAGS.left, coin.amount)] });
  expect(await offer(free)).toMatchObject({ status: FAILED, error: 'COINBASE_NOT_YET_SPENDABLE' });
  const old = rewardCoins((trunk[0] as Node).block.header.data)[0];
  const age = BigInt(FREE + 1);
  const locked = transaction({ coin: old, conditions: [condition(82, age), createCoin(TAGS.left, old.amount)] });
  expect(await offer(locked)).toMatchObject({ status: PENDING, error: 'ASSERT_HEIGHT_RELATIVE_FAILED' });
  const [next] = await growChain(trunk[FREE] as Node, 1);
  await receive(next as Node);
  expect(has(locked)).toBe(true);
  expect(mempools.pendingCount()).toBe(0);
  expect(await offer(free)).toMatchObject({ status: SUCCESS });
  const block = await mine(next as Node);
  await receive(block);
  expect(await chain.coin(bundleNames(locked)[0] as Uint8Array, block.hash)).toMatchObject({ spent: true });
});

test('coins that a block has made can be spent on its tip only', async () => {
  const coin = rewardCoins((trunk[0] as Node).block.header.data)[1];
  await offer(transaction({ coin, conditions: [createCoin(TAGS.left, coin.amount)] }));
  const block = await mine(trunk[FREE] as Node);
  await receive(block);
  const child = childOf(coin, TAGS.left, coin.amount);
  const bundle = transaction({ coin: child, conditions: [createCoin(TAGS.right, child.amount)] });
  expect(await offer(bundle)).toMatchObject({ status: SUCCESS });
  const holding = mempools.state().filter(({ headerHash }) => {
    const names = mempools.bundleFor(headerHash)?.names.map(toHex) ?? [];
    return names.includes(toHex(spendBundleName(bundle)));
  });
  expect(holding.map(({ headerHash }) => toHex(headerHash))).toEqual([block.id]);
});
