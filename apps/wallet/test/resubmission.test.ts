import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { selectBackend } from '@salvia/bls';
import { Delivery, type FullBlock, MempoolInclusionStatus, NodeType, out, spendBundleName } from '@salvia/protocol';
import { createFarm, type Farm } from '@salvia/testkit';
import { createKeyRing } from '@salvia/wallet';
import type { Lies, TestFullNode } from './support/full-node.ts';
import { createWorld, masterKey, type World } from './support/world.ts';

let farm: Farm;
let chain: readonly FullBlock[];
let world: World;
const LENGTH = 6;

beforeAll(async () => {
  await selectBackend();
  farm = await createFarm(createKeyRing(masterKey, 'mainnet').key(0).puzzleHash);
  chain = (await farm.growChain(farm.genesis, LENGTH)).map(({ block }) => block);
}, 120_000);
afterAll(() => farm.close());
beforeEach(() => {
  world = createWorld(farm.network);
});
afterEach(() => world.close());

const payment = { outputs: [{ puzzleHash: new Uint8Array(32).fill(9), amount: 1000n }] };

/** Answers each transaction with the same. */
const acknowledging = (status: MempoolInclusionStatus, error: string | null): Lies => ({
  handlers: (honest) => ({
    async *send_transaction(body, peer) {
      yield* honest.send_transaction(body, peer);
      const txid = spendBundleName(body.transaction);
      yield out('transaction_ack', NodeType.WALLET, Delivery.RESPOND, { txid, status, error });
    },
  }),
});

const countOf = ({ transactions }: TestFullNode): number => transactions.length;

test('a payment goes to all full nodes at once, to new ones when they come, and with each block again', async () => {
  const one = await world.fullNode('one', chain.slice(0, LENGTH - 1));
  const two = await world.fullNode('two', chain.slice(0, LENGTH - 1));
  const { wallet, sync } = await world.wallet(['one', 'two', 'three']);
  await world.until(() => sync.caughtUp() && sync.peers() === 2);
  const { id } = await wallet.send(payment);
  await world.until(() => countOf(one) === 1 && countOf(two) === 1, 1000);

  const three = await world.fullNode('three', chain.slice(0, LENGTH - 1));
  await world.until(() => countOf(three) === 1);
  expect([countOf(one), countOf(two)]).toEqual([1, 1]);

  await world.simulation.clock.settle(one.take(chain.slice(LENGTH - 1)));
  await world.until(() => [one, two, three].every((node) => countOf(node) === 2), 5000);
  expect(
    new Set([one, two, three].flatMap(({ transactions }) => transactions.map((tx) => String(spendBundleName(tx))))),
  ).toEqual(new Set([String(id)]));
});

test('without blocks it is sent from time to time', async () => {
  const node = await world.fullNode('node', chain);
  const { wallet, sync } = await world.wallet(['node']);
  await world.until(() => sync.caughtUp());
  await wallet.send(payment);
  await world.until(() => countOf(node) === 1, 1000);
  await world.simulation.clock.pass(61_000);
  expect(countOf(node)).toBe(2);
});

test('it fails when all full nodes refuse it for good, and not before', async () => {
  await world.fullNode('one', chain, acknowledging(MempoolInclusionStatus.FAILED, 'BAD_AGGREGATE_SIGNATURE'));
  await world.fullNode('two', chain, acknowledging(MempoolInclusionStatus.SUCCESS, null));
  const { wallet, sync } = await world.wallet(['one', 'two']);
  await world.until(() => sync.caughtUp() && sync.peers() === 2);
  const { id } = await wallet.send(payment);
  await world.until(() => wallet.transaction(id)?.acknowledgements.every(({ status }) => status !== null) ?? false);
  expect(wallet.transaction(id)?.state).toBe('pending');
  await world.simulation.leave('two');
  await world.simulation.leave('wallet');

  const alone = await world.wallet(['one']);
  await world.until(() => alone.sync.caughtUp());
  const refused = await alone.wallet.send(payment);
  await world.until(() => alone.wallet.transaction(refused.id)?.state === 'failed');
  expect(alone.wallet.transaction(refused.id)?.reason).toBe('BAD_AGGREGATE_SIGNATURE');
});
