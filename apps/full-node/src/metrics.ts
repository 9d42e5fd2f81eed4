import type { Blockchain } from '@salvia/blockchain';
import type { Metrics } from '@salvia/service';
import type { NodeState } from './state.ts';

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
  const count: Parameters<Blockchain['onBlock']>[0] = ({ result }) => blocks.inc({ result: result.result });
  return chain.onBlock(count);
}
