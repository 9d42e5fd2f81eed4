import { bytesToHex } from '@noble/hashes/utils.js';
import { Delivery, type Handlers, MempoolInclusionStatus, NodeType, out, spendBundleName } from '@salvia/protocol';
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

/** This node keeps no mempool: it asks for no transactions, has none to give, and says so to wallets. */
export const transactionHandlers = ({ log }: NodeState): TransactionHandlers => ({
  async *new_transaction({ transactionId }) {
    log.debug({ transactionId: bytesToHex(transactionId) }, 'a transaction is not asked for: there is no mempool');
  },

  async *request_transaction({ transactionId }) {
    yield out('reject_transaction_request', NodeType.FULL_NODE, Delivery.RESPOND, { transactionId });
  },

  async *respond_transaction(_body, peer) {
    log.debug({ peer: peer.host }, 'a transaction that nobody asked for');
  },

  async *reject_transaction_request({ transactionId }) {
    log.debug({ transactionId: bytesToHex(transactionId) }, 'a peer has no such transaction');
  },

  async *request_mempool_transactions(_body, peer) {
    log.debug({ peer: peer.host }, 'asked for mempool transactions: there are none');
  },

  async *send_transaction({ transaction }) {
    yield out('transaction_ack', NodeType.WALLET, Delivery.RESPOND, {
      txid: spendBundleName(transaction),
      status: MempoolInclusionStatus.FAILED,
      error: 'UNKNOWN',
    });
  },
});
