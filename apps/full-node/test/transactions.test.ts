import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Coin, MempoolInclusionStatus, type SpendBundle, spendBundleName } from '@salvia/protocol';
import { onConnect } from '../src/flow/on-connect.ts';
import { reassignTransactions } from '../src/flow/reassign.ts';
import { createHandlers } from '../src/handlers/index.ts';
import { createFarm, type Farm, type Grown, wallet as payer } from './support/farm.ts';
import { collect, createNode, fullNodePeer, onlyBody, summary } from './support/node.ts';
import { fee, nodeWithPayment, paymentOf, walletPeer } from './support/payments.ts';

let farm: Farm;
let chain: Grown[];

beforeAll(async () => {
  farm = await createFarm();
  chain = await farm.growChain(farm.genesis, 4);
}, 120_000);
afterAll(() => farm.close());

const payment = (coin: Coin, paidFee: bigint) => paymentOf(farm, coin, paidFee);
const nodeWithTransaction = () => nodeWithPayment(farm, chain);

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

  test('that two peers send at the same time are passed on once', async () => {
    const { node, handlers, transaction } = await nodeWithTransaction();
    for (const peer of [alice, bob]) await collect(onConnect(node, peer));
    const messages = await Promise.all(
      [alice, bob].map((peer) => collect(handlers.respond_transaction({ transaction }, peer))),
    );
    expect(summary(messages.flat())).toEqual(['new_transaction FULL_NODE BROADCAST_TO_OTHERS']);
    await node.chain.close();
  });

  test('are not sought with a filter that is none', async () => {
    const { node, handlers } = await nodeWithTransaction();
    const malformed = collect(handlers.request_mempool_transactions({ filter: Uint8Array.of(5, 1) }, alice));
    await expect(malformed).rejects.toMatchObject({ code: 'INVALID_BODY' });
    await node.chain.close();
  });
});
