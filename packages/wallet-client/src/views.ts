import { z } from 'zod';
import { hex, integer, mojos } from './fields.ts';

/** The states of a sync, in their order. */
export const SYNC_STATES = ['idle', 'choosing', 'listing', 'headers'] as const;

/** What becomes of a transaction (wallet 4.8). */
export const TRANSACTION_STATES = ['pending', 'confirmed', 'failed', 'cancelled'] as const;

export const DIRECTIONS = ['incoming', 'outgoing'] as const;

const seconds = () => z.int().describe('seconds since 1970');
const milliseconds = () => z.int().describe('milliseconds since 1970');

export const headView = z.object({
  height: z.int(),
  headerHash: hex(),
  weight: integer(),
  timestamp: seconds(),
});

export const syncView = z.object({
  state: z.enum(SYNC_STATES).describe('idle: nothing to catch up with, or nobody to ask'),
  target: z
    .object({ height: z.int(), headerHash: hex(), weight: integer() })
    .nullable()
    .describe('the block to catch up with, as full nodes announced it'),
  startHeight: z.int().nullable().describe('height of the wallet when this sync began'),
  height: z.int().describe('height of the wallet'),
  blocksPerSecond: z.number().nullable().describe('mean over the last half minute'),
  etaSeconds: z.int().nullable().describe('how long it still takes at that rate'),
  peers: z.int().describe('full nodes that are connected'),
  startedAt: milliseconds().nullable().describe('milliseconds since 1970; null while idle'),
  caughtUp: z.boolean().describe('whether the wallet is as far as every connected full node says it is'),
  lastFailure: z
    .object({ code: z.string(), message: z.string(), at: milliseconds() })
    .nullable()
    .describe('the latest fault of a full node or of a sync'),
});

export const balanceView = z.object({
  height: z.int().describe('of the wallet'),
  confirmed: mojos().describe('all unspent coins, frozen ones included'),
  unconfirmed: integer().describe('confirmed less what pending transactions spend'),
  spendable: mojos().describe('what can be spent now'),
  pendingChange: mojos().describe('what pending transactions give back'),
  frozen: mojos().describe('rewards that are too young to be spent'),
});

export const addressView = z.object({ index: z.int(), address: z.string(), puzzleHash: hex() });

export const coinView = z.object({
  name: hex(),
  parentCoinInfo: hex(),
  puzzleHash: hex(),
  address: z.string(),
  amount: mojos(),
  confirmedHeight: z.int(),
  spentHeight: z.int().nullable(),
  coinbase: z.boolean(),
  timestamp: seconds().describe('of its block, in seconds since 1970'),
});

export const transactionView = z.object({
  id: hex(),
  direction: z.enum(DIRECTIONS),
  state: z.enum(TRANSACTION_STATES),
  amount: mojos().describe('of its payments together, without change and fee'),
  fee: mojos(),
  createdAt: seconds(),
  confirmedHeight: z.int().nullable(),
  reason: z.string().nullable().describe('code of why it failed'),
  acknowledgements: z
    .array(z.object({ peer: z.string(), status: z.int().nullable(), error: z.string().nullable() }))
    .describe('what each full node said: null nothing yet, 1 taken, 2 kept for later, 3 refused'),
  inputs: z.array(hex()).describe('names of the coins that it spends'),
  outputs: z
    .array(
      z.object({
        name: hex(),
        address: z.string(),
        puzzleHash: hex(),
        amount: mojos(),
        change: z.boolean().describe('goes back to this wallet; the others are payments'),
        memos: z.array(hex()),
      }),
    )
    .describe('coins that it makes'),
});

export type HeadView = z.output<typeof headView>;
export type SyncView = z.output<typeof syncView>;
export type BalanceView = z.output<typeof balanceView>;
export type AddressView = z.output<typeof addressView>;
export type CoinView = z.output<typeof coinView>;
export type TransactionView = z.output<typeof transactionView>;
