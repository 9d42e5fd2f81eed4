import { bytesToHex } from '@noble/hashes/utils.js';
import type { Admission } from '@salvia/blockchain';
import {
  Delivery,
  type ErrorName,
  MempoolInclusionStatus,
  NodeType,
  type OutboundMessage,
  out,
  ProtocolError,
  type SpendBundle,
  spendBundleName,
} from '@salvia/protocol';
import type { NodeState } from '../state.ts';

/**
 * What an honest peer never passes on, as it cannot become valid on any chain. All else is nobody's fault: pools and
 * tips differ, and what a mempool refuses beyond the rules of blocks is its own choice.
 */
const peersFault: ReadonlySet<ErrorName> = new Set<ErrorName>([
  'INVALID_COIN_SOLUTION',
  'SEXP_ERROR',
  'WRONG_PUZZLE_HASH',
  'BAD_AGGREGATE_SIGNATURE',
]);

export const statusName = (status: MempoolInclusionStatus): keyof typeof MempoolInclusionStatus => {
  if (status === MempoolInclusionStatus.SUCCESS) return 'SUCCESS';
  return status === MempoolInclusionStatus.PENDING ? 'PENDING' : 'FAILED';
};

export interface Offered extends Admission {
  /** It is in a mempool now, and others are to be told; not so if an offer of the same transaction was under way. */
  readonly isNews: boolean;
}

/** Offers a transaction to the mempools of all tips, and counts what came of it. */
export async function offer(state: NodeState, transaction: SpendBundle): Promise<Offered> {
  const key = bytesToHex(spendBundleName(transaction));
  const first = !state.offering.has(key);
  state.offering.add(key);
  try {
    const admission = await state.mempools.add(transaction, state.nowMs());
    if (first) state.admissions.tell(admission);
    return { ...admission, isNews: first && admission.status === MempoolInclusionStatus.SUCCESS };
  } finally {
    if (first) state.offering.delete(key);
  }
}

/** Tells the other full nodes of a transaction that was taken. */
export const newTransaction = (
  transactionId: Uint8Array,
  { cost, fees }: Pick<Admission, 'cost' | 'fees'>,
): OutboundMessage =>
  out('new_transaction', NodeType.FULL_NODE, Delivery.BROADCAST_TO_OTHERS, { transactionId, cost, fees });

/** Takes a transaction that a full node sent (network 3.1.6); throws for one that its sender should not have sent. */
export async function* takeTransaction(state: NodeState, transaction: SpendBundle): AsyncGenerator<OutboundMessage> {
  const transactionId = spendBundleName(transaction);
  if (state.mempools.has(transactionId)) return;
  const admission = await offer(state, transaction);
  const { status, error, isNews } = admission;
  if (isNews) yield newTransaction(transactionId, admission);
  if (status === MempoolInclusionStatus.SUCCESS) return;
  const name = bytesToHex(transactionId);
  if (error !== null && peersFault.has(error)) throw new ProtocolError(error, { transactionId: name });
  state.log.debug({ transactionId: name, status, error }, 'a transaction was not taken');
}

/** What a node that catches up says to transactions (sync.md, during sync). */
const refusedWhileSyncing = {
  status: MempoolInclusionStatus.FAILED,
  error: 'NO_TRANSACTIONS_WHILE_SYNCING',
} as const;

/** Takes a wallet's transaction and tells it what came of it; a wallet is never punished for one. */
export async function* takeFromWallet(state: NodeState, transaction: SpendBundle): AsyncGenerator<OutboundMessage> {
  const txid = spendBundleName(transaction);
  if (state.sync.isSyncing) {
    yield out('transaction_ack', NodeType.WALLET, Delivery.RESPOND, { txid, ...refusedWhileSyncing });
    return;
  }
  const known = state.mempools.has(txid);
  const admission = known ? null : await offer(state, transaction);
  if (admission?.isNews) yield newTransaction(txid, admission);
  yield out('transaction_ack', NodeType.WALLET, Delivery.RESPOND, {
    txid,
    status: admission?.status ?? MempoolInclusionStatus.SUCCESS,
    error: admission?.error ?? null,
  });
}
