import type { Blockchain } from '@salvia/blockchain';
import type { Metrics } from '@salvia/service';
import { statusName } from './flow/transactions.ts';
import type { NodeState } from './state.ts';
import { addSyncMetrics } from './sync-metrics.ts';

/** Counts blocks as the chain takes them, and shows where it stands. @returns what ends the counting */
export function addNodeMetrics(metrics: Metrics, state: NodeState): () => void {
  const { chain } = state;
  const blocks = metrics.counter('salvia_blocks_total', 'blocks added since the start, by result', ['result']);
  metrics.gauge('salvia_tip_height', 'height of the heaviest tip', [], (gauge) =>
    gauge.set(Math.max(...chain.tips().map(({ data }) => data.height))),
  );
  metrics.gauge('salvia_lca_height', 'height of the common ancestor of the tips', [], (gauge) =>
    gauge.set(chain.lca().data.height),
  );
  metrics.gauge('salvia_iterations_per_second', 'proof-of-time speed implied by the chain', [], (gauge) =>
    gauge.set(Number(state.pace.estimate())),
  );
  metrics.gauge('salvia_waiting_blocks', 'blocks whose parent is unknown', [], (gauge) =>
    gauge.set(state.disconnected.size),
  );
  metrics.total(
    'salvia_compact_proofs_total',
    'compact proofs of time that took the place of longer ones',
    () => state.compactRequests.replacements,
  );
  addMempoolMetrics(metrics, state);
  addSyncMetrics(metrics, state.sync);
  const count: Parameters<Blockchain['onBlock']>[0] = ({ result }) => blocks.inc({ result: result.result });
  return chain.onBlock(count);
}

function addMempoolMetrics(metrics: Metrics, { mempools, admissions, transactionRequests }: NodeState): void {
  const tried = metrics.counter('salvia_transactions_total', 'transactions offered to the mempools, by result', [
    'status',
    'error',
  ]);
  admissions.listen(({ status, error }) => tried.inc({ status: statusName(status), error: error ?? '' }));
  metrics.gauge('salvia_mempool_transactions', 'transactions that wait for a block', [], (gauge) =>
    gauge.set(mempools.names().length),
  );
  metrics.gauge('salvia_mempool_cost', 'cost of the transactions of the fullest mempool', [], (gauge) =>
    gauge.set(Math.max(0, ...mempools.state().map(({ cost }) => Number(cost)))),
  );
  metrics.gauge('salvia_mempool_pending', 'transactions that may become valid with another tip', [], (gauge) =>
    gauge.set(mempools.pendingCount()),
  );
  metrics.gauge('salvia_transaction_requests', 'transactions asked of peers that have not come yet', [], (gauge) =>
    gauge.set(transactionRequests.size),
  );
}
