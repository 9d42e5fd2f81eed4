import { hexToBytes } from '@noble/hashes/utils.js';
import { compareFeeRates } from '@salvia/blockchain';
import type { Server } from '@salvia/network';
import { SpendBundle, spendBundleName } from '@salvia/protocol';
import { decimal, hexBytes, RpcError, type RpcRouter } from '@salvia/service';
import { StreamableError } from '@salvia/streamable';
import { z } from 'zod';
import { newTransaction, offer, statusName } from '../flow/transactions.ts';
import type { NodeState } from '../state.ts';

const pushed = z.object({
  transactionId: hexBytes(),
  status: z
    .enum(['SUCCESS', 'PENDING', 'FAILED'])
    .describe('SUCCESS: in a mempool; PENDING: kept, tried again at the next block'),
  error: z.string().nullable().describe('name of the error code'),
  cost: decimal().optional(),
  fees: decimal().optional(),
});

const hex = z.string().regex(/^(0x)?([0-9a-f]{2})+$/, 'bytes are an even number of hex digits');

const bundleFields = z.strictObject({
  coin_solutions: z.array(
    z.strictObject({
      coin: z.strictObject({
        parent_coin_info: hex,
        puzzle_hash: hex,
        amount: z.union([z.int().min(0), z.string().regex(/^\d+$/, 'an amount is digits')]),
      }),
      solution: hex.describe('the program (puzzle solution)'),
    }),
  ),
  aggregated_signature: hex,
});

const pushBody = z.object({
  transaction: z.union([hex, bundleFields]).describe('a spend bundle: its bytes in hex, or its fields'),
});

function bundleOf(transaction: z.output<typeof pushBody>['transaction'], shortestPrograms: boolean): SpendBundle {
  try {
    const bytes =
      typeof transaction === 'string'
        ? hexToBytes(transaction.replace(/^0x/, ''))
        : SpendBundle.encode(SpendBundle.fromJson(transaction));
    return SpendBundle.decode(bytes, { shortestPrograms });
  } catch (error) {
    if (!(error instanceof StreamableError)) throw error;
    throw new RpcError('BAD_REQUEST', `transaction: ${error.message}`);
  }
}

async function push(state: NodeState, server: Server, transaction: SpendBundle) {
  const transactionId = spendBundleName(transaction);
  if (state.sync.isSyncing) return { transactionId, status: 'FAILED', error: 'NO_TRANSACTIONS_WHILE_SYNCING' };
  if (state.mempools.has(transactionId)) return { transactionId, status: 'SUCCESS', error: null };
  const admission = await offer(state, transaction);
  const { status, error, cost, fees, isNews } = admission;
  if (isNews) await server.push([newTransaction(transactionId, admission)]);
  return { transactionId, status: statusName(status), error, cost, fees };
}

const itemView = z.object({
  name: hexBytes(),
  cost: decimal(),
  fees: decimal().describe('mojo'),
  additions: z.int().describe('coins that it creates'),
  removals: z.int().describe('coins that it spends'),
});

/** Transactions in one answer. */
const mostItems = 1000;

export function addTransactionRoutes(rpc: RpcRouter, state: NodeState, server: Server): void {
  rpc.get(
    '/mempool',
    {
      summary: 'transactions that wait for a block on any tip, the best fee rates first',
      response: z.object({ items: z.array(itemView), more: z.boolean().describe('whether there are others') }),
    },
    () => {
      const items = state.mempools.entries().toSorted((a, b) => compareFeeRates(b, a));
      const view = items.slice(0, mostItems).map(({ name, cost, fees, additions, removals }) => ({
        name,
        cost,
        fees,
        additions: additions.length,
        removals: removals.length,
      }));
      return { items: view, more: items.length > mostItems };
    },
  );
  rpc.post(
    '/push_tx',
    { summary: 'offer a transaction to the mempools', body: pushBody, response: pushed },
    ({ transaction }) => push(state, server, bundleOf(transaction, state.shortestPrograms)),
  );
}
