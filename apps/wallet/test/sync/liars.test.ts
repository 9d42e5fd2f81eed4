import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { coinbaseCoin } from '@salvia/blockchain';
import { selectBackend } from '@salvia/bls';
import {
  type BodyOf,
  type FullBlock,
  headerHash,
  type MessageName,
  NodeType,
  type OutboundMessage,
} from '@salvia/protocol';
import { createFarm, type Farm, type Grown } from '@salvia/testkit';
import { createKeyRing } from '@salvia/wallet';
import type { Lies, TestFullNode, WalletSide } from '../support/full-node.ts';
import { payFromFirstAddress, spendsOf } from '../support/payment.ts';
import { createWorld, masterKey, type WalletNode, type World } from '../support/world.ts';

let farm: Farm;
let chain: Grown[];
let blocks: readonly FullBlock[];
let otherChain: readonly FullBlock[];
let world: World;

const ring = createKeyRing(masterKey, 'mainnet');
const LENGTH = 20;
/** The block that spends the reward of the second one. */
const SPENDS_AT = 8;
const end = LENGTH - 2;

beforeAll(async () => {
  await selectBackend();
  const rewards = ring.key(0).puzzleHash;
  farm = await createFarm(rewards);
  chain = await farm.growChain(farm.genesis, SPENDS_AT - 1);
  const coin = coinbaseCoin(2, rewards);
  const bundle = payFromFirstAddress([coin], new Uint8Array(32).fill(9), 5n, farm.genesis.hash);
  const spends = await spendsOf(farm.network, chain, bundle);
  chain.push(await farm.grow(chain.at(-1) as Grown, 10, spends));
  chain.push(...(await farm.growChain(chain.at(-1) as Grown, LENGTH - SPENDS_AT)));
  blocks = chain.map(({ block }) => block);
  let at = farm.genesis;
  const other: Grown[] = [];
  for (let length = 0; length < LENGTH; length++) {
    at = await farm.grow(at, 17);
    other.push(at);
  }
  otherChain = other.map(({ block }) => block);
}, 120_000);
afterAll(() => farm.close());
beforeEach(() => {
  world = createWorld(farm.network);
});
afterEach(() => world.close());

/** Changes the answers of one handler. */
const changing =
  <Name extends keyof WalletSide, Answer extends MessageName>(
    name: Name,
    answer: Answer,
    change: (body: BodyOf<Answer>) => BodyOf<Answer> | null,
  ): Lies['handlers'] =>
  (honest) => ({
    async *[name](body: BodyOf<Name>, peer: never) {
      const handler = honest[name] as unknown as (body: unknown, peer: never) => AsyncIterable<OutboundMessage>;
      for await (const message of handler(body, peer)) {
        const changed = message.name === answer ? change(message.body as BodyOf<Answer>) : undefined;
        if (changed === undefined) yield message;
        else if (changed !== null) yield { ...message, body: changed } as OutboundMessage;
      }
    },
  });

/** The wallet of a test, connected with a full node that is not configured, and so can be banned. */
async function walletWith(liar: string): Promise<WalletNode> {
  const node = await world.wallet([]);
  await meet(node, liar);
  return node;
}

const meet = (node: WalletNode, name: string) =>
  world.simulation.clock.settle(
    node.server.dial({ ...world.simulation.addressOf(name), nodeType: NodeType.FULL_NODE }),
  );

const reasons = ({ bans }: WalletNode): (string | null)[] => bans.list().map(({ reason }) => reason);

/** Catches a liar, then finds the truth with an honest full node. */
async function expectCaught(lies: Lies, code: string, liarHas = blocks): Promise<WalletNode> {
  await world.fullNode('liar', liarHas, lies);
  const honest = await world.fullNode('honest', blocks);
  const node = await walletWith('liar');
  await world.until(() => reasons(node).length > 0);
  expect(reasons(node)).toEqual([code]);
  expect(node.server.connections()).toEqual([]);
  await meet(node, 'honest');
  await expectTruth(node, honest);
  return node;
}

/** All rewards but the spent one. */
async function expectTruth({ wallet, sync }: WalletNode, honest: TestFullNode): Promise<void> {
  await world.until(() => wallet.head().height === end && sync.caughtUp());
  expect(wallet.head().headerHash).toEqual(headerHash(honest.chain.lca()));
  expect(wallet.coins({ limit: 1000 }).coins).toHaveLength(2 * (end + 1) - 1);
  expect(wallet.balance().confirmed).toBe(
    wallet.coins({ limit: 1000 }).coins.reduce((sum, { coin }) => sum + coin.amount, 0n),
  );
}

const flipped = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte));

describe('a full node that lies is banned, and another one believed', () => {
  test('coins of another amount', () =>
    expectCaught(
      {
        handlers: changing('request_additions', 'respond_additions', (body) => ({
          ...body,
          coins: body.coins.map(([hash, coins]) => [
            hash,
            coins.map((coin) => ({ ...coin, amount: coin.amount + 1n })),
          ]),
        })),
      },
      'BAD_ADDITION_ROOT',
    ));

  test('coins left out', () =>
    expectCaught(
      {
        handlers: changing('request_additions', 'respond_additions', (body) => ({
          ...body,
          coins: body.coins.map(([hash]) => [hash, []]),
        })),
      },
      'BAD_ADDITION_ROOT',
    ));

  test('puzzle hashes left out', () =>
    expectCaught(
      { handlers: changing('request_additions', 'respond_additions', (body) => ({ ...body, coins: [], proofs: [] })) },
      'INVALID_BODY',
    ));

  test('a forged proof of additions', () =>
    expectCaught(
      {
        handlers: changing('request_additions', 'respond_additions', (body) => ({
          ...body,
          proofs: (body.proofs ?? []).map(([hash, proof, list]) => [hash, flipped(proof), list] as const),
        })),
      },
      'BAD_ADDITION_ROOT',
    ));

  test('spent coins withheld', () =>
    expectCaught(
      {
        handlers: changing('request_removals', 'respond_removals', (body) => ({
          ...body,
          coins: body.coins.map(([name]) => [name, null] as const),
        })),
      },
      'BAD_REMOVAL_ROOT',
    ));

  test('names of spent coins left out', () =>
    expectCaught(
      { handlers: changing('request_removals', 'respond_removals', (body) => ({ ...body, coins: [], proofs: [] })) },
      'INVALID_BODY',
    ));

  test('a forged proof of removals', () =>
    expectCaught(
      {
        handlers: changing('request_removals', 'respond_removals', (body) => ({
          ...body,
          proofs: (body.proofs ?? []).map(([name, proof]) => [name, flipped(proof)] as const),
        })),
      },
      'BAD_REMOVAL_ROOT',
    ));

  test('an empty filter, which would hide payments', () =>
    expectCaught(
      {
        handlers: changing('request_header', 'respond_header', (body) => ({
          ...body,
          transactionsFilter: new Uint8Array(),
        })),
      },
      'INVALID_TRANSACTIONS_FILTER_HASH',
    ));

  test('a forged proof of time', () =>
    expectCaught(
      {
        handlers: changing('request_header', 'respond_header', ({ headerBlock, transactionsFilter }) => {
          const { proofOfTime } = headerBlock;
          const forged = { ...proofOfTime, witness: flipped(proofOfTime.witness) };
          return { headerBlock: { ...headerBlock, proofOfTime: forged }, transactionsFilter };
        }),
      },
      'INVALID_POT',
    ));

  test('another header than the one asked for', () =>
    expectCaught(
      {
        handlers: changing('request_header', 'respond_header', ({ headerBlock, transactionsFilter }) => {
          const { header } = headerBlock;
          const data = { ...header.data, timestamp: header.data.timestamp + 1n };
          return { headerBlock: { ...headerBlock, header: { ...header, data } }, transactionsFilter };
        }),
      },
      'INVALID_BODY',
    ));

  test('more weight than the block has', () =>
    expectCaught({ lca: (lca) => ({ ...lca, weight: lca.weight + 1_000_000n }) }, 'INVALID_WEIGHT'));

  test('a list of hashes that leaves out the first block', () =>
    expectCaught(
      {
        handlers: changing('request_all_header_hashes_after', 'respond_all_header_hashes_after', (body) => ({
          ...body,
          hashes: [...body.hashes].filter((_hash, index) => index !== 1),
        })),
      },
      'INVALID_BODY',
    ));

  test('a list of hashes that leaves out a later one', () =>
    expectCaught(
      {
        handlers: changing('request_all_header_hashes_after', 'respond_all_header_hashes_after', (body) => ({
          ...body,
          hashes: [...body.hashes].filter((_hash, index) => index !== 9),
        })),
      },
      'INVALID_BODY',
    ));

  test('a block that nobody has', () =>
    expectCaught(
      {
        lca: ({ height, weight }) => ({ lcaHash: new Uint8Array(32).fill(1), height: height + 1, weight: weight + 1n }),
      },
      'BLOCK_WITHHELD',
    ));

  test('headers of a chain that it announces and does not give', () =>
    expectCaught(
      {
        handlers: () => ({
          async *request_header(body) {
            yield { name: 'reject_header_request', to: NodeType.WALLET, delivery: 1, body };
          },
        }),
      },
      'BLOCK_WITHHELD',
    ));

  test('with sampled validation, nothing of a chain without proofs is ever stored', async () => {
    const forge = changing('request_header', 'respond_header', ({ headerBlock, transactionsFilter }) => {
      const proofOfTime = { ...headerBlock.proofOfTime, witness: flipped(headerBlock.proofOfTime.witness) };
      return { headerBlock: { ...headerBlock, proofOfTime }, transactionsFilter };
    });
    await world.fullNode('liar', otherChain, { ...(forge && { handlers: forge }) });
    const node = await world.wallet([], { validation: 'sampled' });
    await meet(node, 'liar');
    await world.until(() => reasons(node).length > 0);
    expect(reasons(node)).toEqual(['INVALID_POT']);
    expect(node.wallet.head().height).toBe(0);
  });

  test('another chain, without proofs', async () => {
    const forgeAll = changing('request_header', 'respond_header', ({ headerBlock, transactionsFilter }) => {
      const { proofOfTime } = headerBlock;
      const forged = { ...proofOfTime, witness: flipped(proofOfTime.witness) };
      return { headerBlock: { ...headerBlock, proofOfTime: forged }, transactionsFilter };
    });
    await expectCaught({ ...(forgeAll && { handlers: forgeAll }) }, 'INVALID_POT', otherChain);
  });
});
