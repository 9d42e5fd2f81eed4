import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Server } from '@salvia/network';
import { coinName, type OutboundMessage, SpendBundle, spendBundleName } from '@salvia/protocol';
import { type JsonValue, RpcError, type RpcRouter, toRpcJson } from '@salvia/service';
import { conditions, spendBundle, standardKey } from '@salvia/testkit';
import type { z } from 'zod';
import { addRoutes } from '../src/rpc/index.ts';
import type { NodeState } from '../src/state.ts';
import { createFarm, type Farm, type Grown, wallet } from './support/farm.ts';
import { createNode, summary } from './support/node.ts';

type Call = (path: string, asked?: object) => Promise<JsonValue>;

/** The routes of a node, called without HTTP: what is asked and what leaves is checked as the server does it. */
function routesOf(node: NodeState, pushed: OutboundMessage[]): Call {
  const routes = new Map<string, Call>();
  const add = (path: string, schema: z.ZodType | undefined, response: z.ZodType, handler: (asked: never) => unknown) =>
    routes.set(path, async (_path, asked = {}) => {
      const checked = schema?.safeParse(asked);
      if (checked?.success === false) throw new RpcError('BAD_REQUEST', checked.error.message);
      const value = await handler(checked?.data as never);
      return response.parse(toRpcJson(value as never)) as JsonValue;
    });
  const router = {
    get: (path: string, { query, response }: { query?: z.ZodType; response: z.ZodType }, handler: () => unknown) =>
      void add(path, query, response, handler),
    post: (path: string, { body, response }: { body: z.ZodType; response: z.ZodType }, handler: () => unknown) =>
      void add(path, body, response, handler),
  };
  const server = {
    nodeId: new Uint8Array(32),
    connections: () => [],
    push: async (messages: Iterable<OutboundMessage>) => void pushed.push(...messages),
  };
  addRoutes(router as unknown as RpcRouter, node, server as unknown as Server, 'test');
  return async (path, asked) => {
    const route = routes.get(path);
    if (!route) throw new Error(`no route ${path}`);
    return route(path, asked);
  };
}

const text = (bytes: Uint8Array) => `0x${bytesToHex(bytes)}`;
const payee = standardKey(new Uint8Array(32).fill(8));
const fee = 5_000n;

describe('the RPC of a full node', () => {
  let farm: Farm;
  let chain: Grown[];
  let node: NodeState;
  let call: Call;
  let transaction: SpendBundle;
  const pushed: OutboundMessage[] = [];

  beforeAll(async () => {
    farm = await createFarm();
    chain = await farm.growChain(farm.genesis, 4);
    node = await createNode(farm.network, chain);
    call = routesOf(node, pushed);
    const [coin] = (await node.chain.blockCoins(chain[0]?.hash as Uint8Array))?.rewards ?? [];
    if (!coin) throw new Error('no reward');
    const pay = [conditions.createCoin(payee.puzzleHash, coin.amount - fee)];
    transaction = spendBundle([{ coin, key: wallet, conditions: pay }], farm.genesis.hash);
  }, 120_000);
  afterAll(async () => {
    await node.chain.close();
    await farm.close();
  });

  test('shows that nothing is synced', async () => {
    expect(await call('/sync')).toMatchObject({ state: 'idle', target: null });
    expect(await call('/state')).toMatchObject({ height: 4, sync: null });
  });

  test('shows coins by name and by puzzle hash, on the heaviest chain or below all tips', async () => {
    const rewards = 2 * 5;
    const { coins, more } = (await call('/coins', { puzzleHash: text(wallet.puzzleHash) })) as never as {
      coins: { name: string; confirmedHeight: number }[];
      more: boolean;
    };
    expect([coins.length, more, coins[0]?.confirmedHeight]).toEqual([rewards, false, 4]);
    const below = (await call('/coins', { puzzleHash: bytesToHex(wallet.puzzleHash), at: 'lca' })) as never as {
      coins: unknown[];
    };
    expect(below.coins).toHaveLength(rewards - 4);
    const name = coins[0]?.name ?? '';
    expect(await call('/coin', { name })).toMatchObject({ name, spentHeight: null, coinbase: true });
    await expect(call('/coin', { name, at: 'lca' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([
    ['that is no bundle', '0x00', 'BAD_REQUEST'],
    ['that lacks a field', { coin_solutions: [] }, 'BAD_REQUEST'],
    ['whose signature is none', { coin_solutions: [], aggregated_signature: '0x00' }, 'BAD_REQUEST'],
  ])('refuses a transaction %s', async (_what, bad, code) => {
    const answer = call('/push_tx', { transaction: bad });
    await expect(answer).rejects.toBeInstanceOf(RpcError);
    await expect(answer).rejects.toMatchObject({ code });
  });

  test('takes a transaction as bytes or as fields, passes it on once, and shows it', async () => {
    expect(await call('/mempool')).toEqual({ items: [], more: false });
    const first = await call('/push_tx', { transaction: text(SpendBundle.encode(transaction)) });
    const transactionId = text(spendBundleName(transaction));
    expect(first).toMatchObject({ transactionId, status: 'SUCCESS', error: null, fees: '5000' });
    expect(await call('/push_tx', { transaction: SpendBundle.toJson(transaction) as object })).toEqual({
      transactionId,
      status: 'SUCCESS',
      error: null,
    });
    expect(summary(pushed)).toEqual(['new_transaction FULL_NODE BROADCAST_TO_OTHERS']);
    const { cost } = first as { cost: string };
    expect(await call('/mempool')).toEqual({
      items: [{ name: transactionId, cost, fees: '5000', additions: 1, removals: 1 }],
      more: false,
    });
    expect(await call('/state')).toMatchObject({ mempool: { transactions: 1, cost, pending: 0 } });
  });

  test('says why it does not take a transaction', async () => {
    const [{ coin }] = transaction.coinSolutions as [SpendBundle['coinSolutions'][number]];
    const pay = [conditions.createCoin(payee.puzzleHash, coin.amount - fee - 1n)];
    const rival = spendBundle([{ coin, key: wallet, conditions: pay }], farm.genesis.hash);
    const answer = await call('/push_tx', { transaction: text(SpendBundle.encode(rival)) });
    expect(answer).toMatchObject({ status: 'PENDING', error: 'MEMPOOL_CONFLICT' });
    expect(await call('/coin', { name: text(coinName(coin)) })).toMatchObject({ spentHeight: null });
    expect(pushed).toHaveLength(1);
  });
});
