import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { selectBackend } from '@salvia/bls';
import { type FullBlock, NodeType, spendBundleName } from '@salvia/protocol';
import { createFarm, type Farm, type Grown } from '@salvia/testkit';
import { createKeyRing } from '@salvia/wallet';
import { createWorld, masterKey, type World } from '../support/world.ts';

let farm: Farm;
/** More than a short sync bridges. */
let chain: readonly FullBlock[];
/** Leaves the chain at its tenth block, and is heavier in the end. */
let branch: readonly FullBlock[];
let folder: string;
let world: World;

const LENGTH = 24;
const FORK = 10;
const BRANCH = 18;
/** With one tip the common ancestor of the last three blocks is two below it. */
const endOf = (blocks: number): number => blocks - 2;

beforeAll(async () => {
  await selectBackend();
  folder = mkdtempSync(join(tmpdir(), 'salvia-wallet-'));
  farm = await createFarm(createKeyRing(masterKey, 'mainnet').key(0).puzzleHash);
  const trunk = await farm.growChain(farm.genesis, LENGTH);
  chain = trunk.map(({ block }) => block);
  const grown: Grown[] = [];
  for (let at = trunk[FORK - 1] as Grown; grown.length < BRANCH; grown.push(at)) at = await farm.grow(at, 15);
  branch = [...chain.slice(0, FORK), ...grown.map(({ block }) => block)];
}, 120_000);
afterAll(async () => {
  await farm.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  world = createWorld(farm.network);
});
afterEach(() => world.close());

const payment = { outputs: [{ puzzleHash: new Uint8Array(32).fill(9), amount: 1000n }], fee: 5n };

describe.each(['full', 'sampled'] as const)('with %s validation', (validation) => {
  test('a wallet follows from genesis, and then block by block', async () => {
    const node = await world.fullNode('node', chain.slice(0, 20));
    const { wallet, sync } = await world.wallet(['node'], { validation });
    await world.until(() => wallet.head().height === endOf(20) && sync.caughtUp());
    expect(wallet.coins({ limit: 1000 }).coins).toHaveLength(2 * (endOf(20) + 1));
    for (const block of chain.slice(20)) await world.simulation.clock.settle(node.take([block]));
    await world.until(() => wallet.head().height === endOf(LENGTH));
    expect(wallet.coins({ limit: 1000 }).coins).toHaveLength(2 * (endOf(LENGTH) + 1));
    expect(sync.status().state).toBe('idle');
  });

  test('it leaves a chain for a heavier one', async () => {
    await world.fullNode('node', chain);
    const { wallet, sync } = await world.wallet(['node', 'other'], { validation });
    await world.until(() => wallet.head().height === endOf(LENGTH));
    const other = await world.fullNode('other', branch);
    await world.until(() => wallet.head().height === endOf(FORK + BRANCH) && sync.caughtUp());
    expect(wallet.head().headerHash).toEqual(other.chain.hashAtHeight(endOf(FORK + BRANCH)));
    expect(wallet.coins({ limit: 1000 }).coins).toHaveLength(2 * (endOf(FORK + BRANCH) + 1));
  });
});

test('blocks below the starting height are followed, and not searched', async () => {
  await world.fullNode('node', chain);
  const { wallet } = await world.wallet(['node'], { startingHeight: 15 });
  await world.until(() => wallet.head().height === endOf(LENGTH));
  // Genesis is in every wallet from the beginning.
  const heights = wallet.coins({ limit: 1000 }).coins.map(({ confirmedHeight }) => confirmedHeight);
  expect(Math.min(...heights.filter((height) => height > 0))).toBe(15);
});

test('a rescan finds what was not searched before', async () => {
  await world.fullNode('node', chain);
  const { wallet, sync } = await world.wallet(['node'], { startingHeight: 15 });
  await world.until(() => wallet.head().height === endOf(LENGTH) && sync.caughtUp());
  await world.simulation.clock.settle(sync.rescan(1));
  await world.until(() => wallet.head().height === endOf(LENGTH));
  expect(wallet.coins({ limit: 1000 }).coins).toHaveLength(2 * (endOf(LENGTH) + 1));
});

test('a wallet goes on from its file', async () => {
  const path = join(folder, 'resumed.sqlite');
  await world.fullNode('node', chain.slice(0, 20));
  const first = await world.wallet(['node'], { path });
  await world.until(() => first.wallet.head().height === endOf(20));
  const { id } = await first.wallet.send(payment);
  await world.simulation.leave('wallet', { silently: true });
  await world.simulation.leave('node');

  const node = await world.fullNode('node', chain);
  const { wallet } = await world.wallet(['node'], { path });
  expect(wallet.head().height).toBe(endOf(20));
  await world.until(() => wallet.head().height === endOf(LENGTH));
  expect(wallet.transaction(id)?.state).toBe('pending');
  expect(node.transactions.map(spendBundleName)).toContainEqual(id);
});

test('a full node that stays far behind is left, while another one is not', async () => {
  const behind = await world.fullNode('behind', chain.slice(0, 4));
  await world.fullNode('node', chain);
  const { wallet, server, sync } = await world.wallet(['node']);
  const address = world.simulation.addressOf('behind');
  await world.simulation.clock.settle(server.dial({ ...address, nodeType: NodeType.FULL_NODE }));
  await world.until(() => wallet.head().height === endOf(LENGTH));
  expect(sync.peers()).toBe(2);
  await world.until(() => behind.server.connections().length === 0);
  expect(sync.peers()).toBe(1);
  expect(sync.caughtUp()).toBe(true);
});

test('a full node that does not answer is left, and another one asked', async () => {
  const silence = async function* () {};
  await world.fullNode('silent', chain, {
    handlers: () => ({ request_header: silence, request_all_header_hashes_after: silence }),
  });
  const { wallet } = await world.wallet(['silent', 'node']);
  await world.fullNode('node', chain);
  await world.until(() => wallet.head().height === endOf(LENGTH), 300_000);
});

test('where the heaviest announcement comes to nothing, the next one is followed', async () => {
  await world.fullNode('liar', chain, {
    lca: ({ height, weight }) => ({ lcaHash: new Uint8Array(32).fill(1), height: height + 1, weight: weight + 9n }),
  });
  await world.fullNode('node', chain);
  const { wallet, sync } = await world.wallet(['liar', 'node']);
  await world.until(() => wallet.head().height === endOf(LENGTH));
  await world.until(() => sync.status().lastFailure?.code === 'BLOCK_WITHHELD');
  // It is configured, so it may come back; but it is not asked, nor believed.
  await world.until(() => sync.caughtUp());
});
