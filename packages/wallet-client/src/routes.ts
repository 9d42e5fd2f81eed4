import { z } from 'zod';
import { booleanText, countText, hash, hex, mojos } from './fields.ts';
import {
  addressView,
  balanceView,
  coinView,
  headView,
  SYNC_STATES,
  syncView,
  TRANSACTION_STATES,
  transactionView,
} from './views.ts';

/** One method of the RPC. Its request is the query of a GET and the body of a POST. */
export interface WalletRoute {
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly request: z.ZodObject;
  readonly response: z.ZodObject;
}

const nothing = z.object({});
const uint32Max = 0xffffffff;

const paging = {
  after: z.string().max(200).optional().describe('the `next` of the page before'),
  limit: countText(1, 1000).optional().describe('most entries of the page, 100 by default'),
};
const next = z.string().nullable().describe('where the next page begins; null after the last one');

const output = z.object({
  address: z.string().max(200).describe('whom to pay'),
  amount: mojos(),
  memos: z
    .array(z.string().regex(/^(0x)?([0-9a-fA-F]{2})*$/, 'allowed: bytes in hex'))
    .max(16)
    .optional(),
});

/** Everything that a wallet answers under `/rpc`: the server registers these rows, the client has a method for each. */
export const walletRoutes = {
  state: {
    method: 'GET',
    path: '/state',
    summary: 'which key, how far, and who is connected',
    request: nothing,
    response: z.object({
      networkId: z.string(),
      nodeId: hex(),
      fingerprint: z.int().describe('of the master public key'),
      addressPrefix: z.string(),
      head: headView.describe('the block that this wallet follows to'),
      sync: z.enum(SYNC_STATES),
      caughtUp: z.boolean().describe('whether the wallet is as far as every connected full node says it is'),
      pending: z.int().describe('transactions that wait for a block'),
      peers: z.record(z.string(), z.int()).describe('connections by the role of the peer'),
    }),
  },
  sync: {
    method: 'GET',
    path: '/sync',
    summary: 'how far the wallet is in catching up',
    request: nothing,
    response: syncView,
  },
  balance: {
    method: 'GET',
    path: '/balance',
    summary: 'what the wallet has, in mojos',
    request: nothing,
    response: balanceView,
  },
  address: {
    method: 'GET',
    path: '/address',
    summary: 'the address of an index',
    request: z.object({ index: countText(0, uint32Max).optional().describe('0 by default') }),
    response: addressView,
  },
  newAddress: {
    method: 'POST',
    path: '/address',
    summary: 'an address that was not given out before',
    request: nothing,
    response: addressView,
  },
  send: {
    method: 'POST',
    path: '/send',
    summary: 'pays; the transaction is stored and sent to all full nodes',
    request: z.object({
      outputs: z.array(output).min(1).max(500),
      fee: mojos().optional().describe('in mojos, 0 by default'),
      coins: z.array(hash()).min(1).max(500).optional().describe('names of the coins to spend; chosen by default'),
      origin: hash().optional().describe('the coin among them that makes the outputs'),
    }),
    response: transactionView,
  },
  history: {
    method: 'GET',
    path: '/history',
    summary: 'transactions, the latest first',
    request: z.object({ ...paging, state: z.enum(TRANSACTION_STATES).optional() }),
    response: z.object({ transactions: z.array(transactionView), next }),
  },
  transaction: {
    method: 'GET',
    path: '/transaction',
    summary: 'a transaction by its id',
    request: z.object({ id: hash() }),
    response: transactionView,
  },
  coins: {
    method: 'GET',
    path: '/coins',
    summary: 'unspent coins',
    request: z.object({ ...paging, spendableOnly: booleanText().optional() }),
    response: z.object({ coins: z.array(coinView), next }),
  },
  cancel: {
    method: 'POST',
    path: '/cancel',
    summary:
      'forgets a transaction that waits, and frees its coins; it is recorded all the same if a block has it later',
    request: z.object({ id: hash() }),
    response: transactionView,
  },
  resubmit: {
    method: 'POST',
    path: '/resubmit',
    summary: 'sends all transactions that wait to all full nodes once more',
    request: nothing,
    response: z.object({ transactions: z.int(), peers: z.int() }),
  },
  rescan: {
    method: 'POST',
    path: '/rescan',
    summary: 'looks through the blocks above a height once more',
    request: z.object({
      fromHeight: z.int().min(0).max(uint32Max),
      addresses: z.int().min(1).max(100_000).optional().describe('search for at least as many addresses, from index 0'),
    }),
    response: z.object({ head: headView }),
  },
  wallets: {
    method: 'GET',
    path: '/wallets',
    summary: 'the wallets of the key',
    request: nothing,
    response: z.object({ wallets: z.array(z.object({ id: z.int(), name: z.string(), type: z.int() })) }),
  },
} as const satisfies Record<string, WalletRoute>;

export type WalletRoutes = typeof walletRoutes;
export type WalletMethod = keyof WalletRoutes;
export type RequestOf<M extends WalletMethod> = z.output<WalletRoutes[M]['request']>;
export type ResponseOf<M extends WalletMethod> = z.output<WalletRoutes[M]['response']>;
