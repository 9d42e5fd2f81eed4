import { bytesToHex } from '@noble/hashes/utils.js';
import { ConsensusError } from '@salvia/blockchain';
import {
  Delivery,
  type Handlers,
  NodeType,
  out,
  ProtocolError,
  type SpendBundle,
  spendBundleName,
} from '@salvia/protocol';
import { takeFromWallet, takeTransaction } from '../flow/transactions.ts';
import type { NodeState } from '../state.ts';

type TransactionHandlers = Pick<
  Handlers<typeof NodeType.FULL_NODE>,
  | 'new_transaction'
  | 'request_transaction'
  | 'respond_transaction'
  | 'reject_transaction_request'
  | 'request_mempool_transactions'
  | 'send_transaction'
>;

/** Transactions in an answer to `request_mempool_transactions`: a third of what a peer takes from us in a minute. */
const mostAtOnce = 2000;

function unmatched({ mempools }: NodeState, filter: Uint8Array): SpendBundle[] {
  try {
    return mempools.notIn(filter, mostAtOnce);
  } catch (error) {
    if (!(error instanceof ConsensusError)) throw error;
    throw new ProtocolError('INVALID_BODY', { function: 'request_mempool_transactions', problem: error.code });
  }
}

/** Transactions between full nodes and from wallets (network 3.1.6). */
export const transactionHandlers = (state: NodeState): TransactionHandlers => ({
  async *new_transaction({ transactionId, cost, fees }, peer) {
    const { mempools, sync, transactionRequests } = state;
    if (sync.isSyncing || mempools.seen(transactionId) || !mempools.worthAsking(cost, fees)) return;
    if (!transactionRequests.announced(transactionId, peer.nodeId, state.nowMs())) return;
    yield out('request_transaction', NodeType.FULL_NODE, Delivery.RESPOND, { transactionId });
  },

  async *request_transaction({ transactionId }) {
    const transaction = state.mempools.get(transactionId);
    yield transaction
      ? out('respond_transaction', NodeType.FULL_NODE, Delivery.RESPOND, { transaction })
      : out('reject_transaction_request', NodeType.FULL_NODE, Delivery.RESPOND, { transactionId });
  },

  async *respond_transaction({ transaction }, peer) {
    if (state.sync.isSyncing) return;
    const transactionId = spendBundleName(transaction);
    if (state.transactionRequests.arrived(transactionId, peer.nodeId, state.nowMs()))
      yield* takeTransaction(state, transaction);
    else
      state.log.debug({ transactionId: bytesToHex(transactionId), peer: peer.host }, 'a transaction nobody asked for');
  },

  async *reject_transaction_request({ transactionId }, peer) {
    state.log.debug({ transactionId: bytesToHex(transactionId), peer: peer.host }, 'a peer has no such transaction');
    state.transactionRequests.refused(transactionId, peer.nodeId);
  },

  async *request_mempool_transactions({ filter }) {
    for (const transaction of unmatched(state, filter))
      yield out('respond_transaction', NodeType.FULL_NODE, Delivery.RESPOND, { transaction });
  },

  send_transaction: ({ transaction }) => takeFromWallet(state, transaction),
});
