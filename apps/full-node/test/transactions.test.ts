import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { provesExclusion, provesInclusion } from '@salvia/blockchain';
import {
  type Coin,
  coinName,
  type FullBlock,
  headerHash,
  MempoolInclusionStatus,
  NodeType,
  type SpendBundle,
  spendBundleName,
} from '@salvia/protocol';
import { conditions, spendBundle, standardKey } from '@salvia/testkit';
import { onConnect } from '../src/flow/on-connect.ts';
import { reassignTransactions } from '../src/flow/reassign.ts';
import { createHandlers } from '../src/handlers/index.ts';
import type { NodeState } from '../src/state.ts';
import { createFarm, type Farm, type Grown, wallet as payer } from './support/farm.ts';
import { collect, createNode, fullNodePeer, onlyBody, peerOf, summary } from './support/node.ts';

let farm: Farm;
let chain: Grown[];

beforeAll(async () => {
  farm = await createFarm();
  chain = await farm.growChain(farm.genesis, 4);
}, 120_000);
afterAll(() => farm.close());

const payee = standardKey(new Uint8Array(32).fill(8));
const at = (index: number): Grown => chain[index] as Grown;
const walletPeer = peerOf(NodeType.WALLET);

/** The coinbase coin of a block. */
async function rewardOf(node: NodeState, { hash }: Grown): Promise<Coin> {
  const found = await node.chain.blockCoins(hash);
  if (!found) throw new Error('an unknown block');
  return found.rewards[0] as Coin;
}

/** Pays a whole coin, but for a fee, to somebody. */
function payment(coin: Coin, fee: bigint, to = payee.puzzleHash): SpendBundle {
  const pay = [conditions.createCoin(to, coin.amount - fee)];
  return spendBundle([{ coin, key: payer, conditions: pay }], farm.genesis.hash);
}

/** As a fee, enough to replace any other here. */
const fee = 20_000_000n;

async function nodeWithTransaction() {
  const node = await createNode(farm.network, chain);
  const coin = await rewardOf(node, at(0));
  const transaction = payment(coin, fee);
  const handlers = createHandlers(node);
  return { node, handlers, coin, transaction, transactionId: spendBundleName(transaction) };
}

const badlySigned = (bundle: SpendBundle, other: SpendBundle): SpendBundle => ({
  ...bundle,
  aggregatedSignature: other.aggregatedSignature,
});

describe('a wallet that sends a transaction', () => {
  test('is told that it was taken, and full nodes of its cost and fee', async () => {
    const { node, handlers, transaction, transactionId } = await nodeWithTransaction();
    const messages = await collect(handlers.send_transaction({ transaction }, walletPeer));
    expect(summary(messages)).toEqual([
      'new_transaction FULL_NODE BROADCAST_TO_OTHERS',
      'transaction_ack WALLET RESPOND',
    ]);
    expect(onlyBody(messages, 'new_transaction')).toMatchObject({ transactionId, fees: fee });
    expect(onlyBody(messages, 'new_transaction').cost).toBeGreaterThan(0n);
    const ack = { txid: transactionId, status: MempoolInclusionStatus.SUCCESS, error: null };
    expect(onlyBody(messages, 'transaction_ack')).toEqual(ack);
    const again = await collect(handlers.send_transaction({ transaction }, walletPeer));
    expect(again.map(({ body }) => body)).toEqual([ack]);
    await node.chain.close();
  });

  test.each([
    ['BAD_AGGREGATE_SIGNATURE', (good: SpendBundle, other: SpendBundle) => badlySigned(good, other)],
    [
      'UNKNOWN_UNSPENT',
      () => payment({ parentCoinInfo: new Uint8Array(32), puzzleHash: payer.puzzleHash, amount: fee }, fee),
    ],
  ] as const)('that is bad gets its error, %s, and is not punished', async (error, make) => {
    const { node, handlers, coin, transaction } = await nodeWithTransaction();
    const bad = make(transaction, payment(coin, fee + 1n));
    const messages = await collect(handlers.send_transaction({ transaction: bad }, walletPeer));
    expect(messages.map(({ body }) => body)).toEqual([
      { txid: spendBundleName(bad), status: MempoolInclusionStatus.FAILED, error },
    ]);
    await node.chain.close();
  });

  test('is told that a conflict may pass', async () => {
    const { node, handlers, coin, transaction } = await nodeWithTransaction();
    await collect(handlers.send_transaction({ transaction }, walletPeer));
    const rival = payment(coin, fee + 1n);
    const messages = await collect(handlers.send_transaction({ transaction: rival }, walletPeer));
    expect(messages.map(({ body }) => body)).toEqual([
      { txid: spendBundleName(rival), status: MempoolInclusionStatus.PENDING, error: 'MEMPOOL_CONFLICT' },
    ]);
    await node.chain.close();
  });
});

describe('transactions between full nodes', () => {
  const [alice, bob] = [fullNodePeer(1), fullNodePeer(2)];

  test('are asked of the first that announces them, then of the next, and passed on once they are taken', async () => {
    const { node, handlers, transaction, transactionId } = await nodeWithTransaction();
    const announced = { transactionId, cost: 10_000_000n, fees: fee };
    expect(summary(await collect(handlers.new_transaction(announced, alice)))).toEqual([
      'request_transaction FULL_NODE RESPOND',
    ]);
    expect(await collect(handlers.new_transaction(announced, bob))).toEqual([]);
    await collect(handlers.reject_transaction_request({ transactionId }, alice));
    expect(reassignTransactions(node)).toMatchObject([{ name: 'request_transaction', nodeId: bob.nodeId }]);
    const messages = await collect(handlers.respond_transaction({ transaction }, bob));
    expect(summary(messages)).toEqual(['new_transaction FULL_NODE BROADCAST_TO_OTHERS']);
    expect(await collect(handlers.new_transaction(announced, alice))).toEqual([]);
    expect(
      onlyBody(await collect(handlers.request_transaction({ transactionId }, alice)), 'respond_transaction'),
    ).toEqual({
      transaction,
    });
    await node.chain.close();
  });

  test('are not asked for without a cost, and not taken when nobody asked', async () => {
    const { node, handlers, transaction, transactionId } = await nodeWithTransaction();
    expect(await collect(handlers.new_transaction({ transactionId, cost: 0n, fees: fee }, alice))).toEqual([]);
    expect(await collect(handlers.respond_transaction({ transaction }, alice))).toEqual([]);
    expect(node.mempools.has(transactionId)).toBe(false);
    const unknown = await collect(handlers.request_transaction({ transactionId }, alice));
    expect(summary(unknown)).toEqual(['reject_transaction_request FULL_NODE RESPOND']);
    await node.chain.close();
  });

  test('that no honest node passes on close their sender', async () => {
    const { node, handlers, coin, transaction } = await nodeWithTransaction();
    const bad = badlySigned(transaction, payment(coin, fee + 1n));
    await collect(onConnect(node, alice));
    await expect(collect(handlers.respond_transaction({ transaction: bad }, alice))).rejects.toMatchObject({
      code: 'BAD_AGGREGATE_SIGNATURE',
    });
    await node.chain.close();
  });

  test('that only this node cannot take close nobody', async () => {
    const { node, handlers, coin, transaction } = await nodeWithTransaction();
    await collect(onConnect(node, alice));
    await collect(handlers.respond_transaction({ transaction }, alice));
    const unknown: Coin = { ...coin, parentCoinInfo: new Uint8Array(32).fill(1) };
    for (const other of [payment(coin, fee), payment(coin, fee + 1n), payment(unknown, fee)])
      expect(await collect(handlers.respond_transaction({ transaction: other }, alice))).toEqual([]);
    await node.chain.close();
  });

  test('are exchanged when nodes connect: each sends what the filter of the other lacks', async () => {
    const { node, handlers, transaction } = await nodeWithTransaction();
    await collect(handlers.send_transaction({ transaction }, walletPeer));
    const other = await createNode(farm.network, chain);
    const greeting = await collect(onConnect(other, alice));
    const wanted = await collect(
      handlers.request_mempool_transactions(onlyBody(greeting, 'request_mempool_transactions'), bob),
    );
    expect(onlyBody(wanted, 'respond_transaction')).toEqual({ transaction });
    const taken = await collect(createHandlers(other).respond_transaction({ transaction }, alice));
    expect(summary(taken)).toEqual(['new_transaction FULL_NODE BROADCAST_TO_OTHERS']);
    const full = onlyBody(await collect(onConnect(other, alice)), 'request_mempool_transactions');
    expect(await collect(handlers.request_mempool_transactions(full, bob))).toEqual([]);
    await Promise.all([node.chain.close(), other.chain.close()]);
  });

  test('are not sought with a filter that is none', async () => {
    const { node, handlers } = await nodeWithTransaction();
    const malformed = collect(handlers.request_mempool_transactions({ filter: Uint8Array.of(5, 1) }, alice));
    await expect(malformed).rejects.toMatchObject({ code: 'INVALID_BODY' });
    await node.chain.close();
  });
});

describe('a transaction in a block', () => {
  /** A block on the last one with what a node's mempool has for it. */
  async function farmed(node: NodeState): Promise<Grown> {
    const bundle = node.mempools.bundleFor(at(3).hash);
    expect(bundle).not.toBeNull();
    const grown = await farm.grow(at(3), 10, bundle);
    await collect(createHandlers(node).respond_block({ block: grown.block }, fullNodePeer()));
    return grown;
  }

  test('is in the candidate that a farmer gets, the dearest first', async () => {
    const { node, handlers, transaction } = await nodeWithTransaction();
    const dearer = payment(await rewardOf(node, at(1)), fee * 2n);
    for (const bundle of [transaction, dearer])
      await collect(handlers.send_transaction({ transaction: bundle }, walletPeer));
    const [found] = await farm.proofsAfter(at(3));
    if (!found) throw new Error('no proof');
    const { challengeHash } = found.proofOfSpace;
    const { poolTarget, poolTargetSignature } = farm;
    const request = {
      challengeHash,
      proofOfSpace: found.proofOfSpace,
      poolTarget,
      poolTargetSignature,
      farmerRewardsPuzzleHash: payer.puzzleHash,
    };
    const farmer = peerOf(NodeType.FARMER);
    const { posHash, headerHash: toSign } = onlyBody(
      await collect(handlers.request_header_hash(request, farmer)),
      'header_hash',
    );
    await collect(
      handlers.header_signature({ posHash, headerHash: toSign, headerSignature: found.sign(toSign) }, farmer),
    );
    const [unfinished] = await node.chain.listUnfinished();
    expect(unfinished?.block.header.data.totalTransactionFees).toBe(2_000_000_000_000n + 3n * fee);
    const run = await node.verifier.runGenerator(unfinished?.block.transactionsGenerator as Uint8Array, {
      maxCost: farm.network.constants.MAX_BLOCK_COST_CLVM,
      strict: true,
    });
    expect('spends' in run && run.spends.map(({ coinName: name }) => name)).toEqual(
      [dearer, transaction].map(({ coinSolutions: [spend] }) => coinName((spend as { coin: Coin }).coin)),
    );
    await node.chain.close();
  });

  test('has left the mempool, and returns to it when a heavier branch does without it', async () => {
    const { node, handlers, transaction, transactionId } = await nodeWithTransaction();
    await collect(handlers.send_transaction({ transaction }, walletPeer));
    const first = await farmed(node);
    let top = first;
    for (let more = 0; more < 3; more++) {
      top = await farm.grow(top);
      await collect(handlers.respond_block({ block: top.block }, fullNodePeer()));
    }
    expect(node.mempools.has(transactionId)).toBe(false);
    let branch = at(3);
    for (let more = 0; more < 7; more++) {
      branch = await farm.grow(branch, 11);
      await collect(handlers.respond_block({ block: branch.block }, fullNodePeer()));
    }
    expect(headerHash(node.chain.tips()[0] as FullBlock['header'])).toEqual(branch.hash);
    expect(node.mempools.has(transactionId)).toBe(true);
    expect(node.mempools.bundleFor(branch.hash)?.removals).toHaveLength(1);
    await node.chain.close();
  });

  test('is shown to wallets with proofs once it is below all tips, and to no one who asks for another block', async () => {
    const { node, handlers, transaction, coin } = await nodeWithTransaction();
    await collect(handlers.send_transaction({ transaction }, walletPeer));
    const grown = await farmed(node);
    const block = { height: 5, headerHash: grown.hash };
    const refusals = async (id: typeof block) =>
      summary([
        ...(await collect(handlers.request_removals({ ...id, coinNames: null }, walletPeer))),
        ...(await collect(handlers.request_additions({ ...id, puzzleHashes: null }, walletPeer))),
      ]);
    const refused = ['reject_removals_request WALLET RESPOND', 'reject_additions_request WALLET RESPOND'];
    expect(await refusals(block)).toEqual(refused);
    let top = grown;
    for (let more = 0; more < 2; more++) {
      top = await farm.grow(top);
      await collect(handlers.respond_block({ block: top.block }, fullNodePeer()));
    }
    expect(await refusals({ ...block, height: 4 })).toEqual(refused);
    const { additionsRoot, removalsRoot } = grown.block.header.data;
    const created: Coin = { parentCoinInfo: coinName(coin), puzzleHash: payee.puzzleHash, amount: coin.amount - fee };
    const stranger = new Uint8Array(32).fill(9);

    const removals = await collect(
      handlers.request_removals({ ...block, coinNames: [coinName(coin), stranger] }, walletPeer),
    );
    const { coins, proofs } = onlyBody(removals, 'respond_removals');
    expect(coins).toEqual([
      [coinName(coin), coin],
      [stranger, null],
    ]);
    expect(provesInclusion(removalsRoot, coinName(coin), proofs?.[0]?.[1] as Uint8Array)).toBe(true);
    expect(provesExclusion(removalsRoot, stranger, proofs?.[1]?.[1] as Uint8Array)).toBe(true);

    const asked = { ...block, puzzleHashes: [payee.puzzleHash, stranger] };
    const additions = onlyBody(await collect(handlers.request_additions(asked, walletPeer)), 'respond_additions');
    expect(additions.coins).toEqual([
      [payee.puzzleHash, [created]],
      [stranger, []],
    ]);
    expect(provesInclusion(additionsRoot, payee.puzzleHash, additions.proofs?.[0]?.[1] as Uint8Array)).toBe(true);
    expect(provesExclusion(additionsRoot, stranger, additions.proofs?.[1]?.[1] as Uint8Array)).toBe(true);
    expect(additions.proofs?.[1]?.[2]).toBeNull();
    await node.chain.close();
  });

  test('is not shown with more proofs than a message holds', async () => {
    const { node, handlers, transaction } = await nodeWithTransaction();
    await collect(handlers.send_transaction({ transaction }, walletPeer));
    const grown = await farmed(node);
    let top = grown;
    for (let more = 0; more < 2; more++) {
      top = await farm.grow(top);
      await collect(handlers.respond_block({ block: top.block }, fullNodePeer()));
    }
    const asked = Array.from({ length: 60_000 }, () => payee.puzzleHash);
    const block = { height: 5, headerHash: grown.hash };
    const messages = [
      ...(await collect(handlers.request_additions({ ...block, puzzleHashes: asked }, walletPeer))),
      ...(await collect(handlers.request_removals({ ...block, coinNames: asked }, walletPeer))),
    ];
    expect(messages.map(({ name }) => name)).toEqual(['reject_additions_request', 'reject_removals_request']);
    await node.chain.close();
  });
});
