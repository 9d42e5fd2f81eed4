import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { selectBackend } from '@salvia/bls';
import type { FullBlock } from '@salvia/protocol';
import { createFarm, type Farm, type Grown } from '@salvia/testkit';
import { createKeyRing } from '@salvia/wallet';
import { createWorld, masterKey, type World } from '../support/world.ts';

let farm: Farm;
let chain: readonly Grown[];
let blocks: readonly FullBlock[];
let world: World;

beforeAll(async () => {
  await selectBackend();
  farm = await createFarm(createKeyRing(masterKey, 'mainnet').key(0).puzzleHash);
  chain = await farm.growChain(farm.genesis, 40);
  blocks = chain.map(({ block }) => block);
}, 120_000);
afterAll(() => farm.close());
beforeEach(() => {
  world = createWorld(farm.network);
});
afterEach(() => world.close());

/** With one tip the common ancestor of the last three blocks is two below it. */
const lcaOf = (count: number): number => count - 2;

describe('a wallet', () => {
  test('follows from genesis, and finds all rewards', async () => {
    await world.fullNode('node', blocks);
    const { wallet } = await world.wallet(['node']);
    await world.until(() => wallet.head().height === lcaOf(40));
    expect(wallet.coins({ limit: 1000 }).coins).toHaveLength(2 * 39);
  });
});
