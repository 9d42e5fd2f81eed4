import type { Server } from '@salvia/network';
import { Delivery, NodeType, type OutboundMessage, out } from '@salvia/protocol';
import type { Startable } from '@salvia/service';
import type { NodeState } from '../state.ts';

/** Asks other peers for parents that did not come in time (sync.md, short sync). `peers`: node ids of full nodes. */
export const reassignParents = (state: NodeState, peers: readonly Uint8Array[]): OutboundMessage[] =>
  state.parentRequests.reassign(state.nowMs(), peers).map(({ request: { height, hash }, nodeId }) => {
    state.sync.askedElsewhere(nodeId, height, hash);
    return out('request_block', NodeType.FULL_NODE, Delivery.SPECIFIC, { height, headerHash: hash }, nodeId);
  });

/** Asks other peers for transactions that did not come in time (network 3.1.6). */
export const reassignTransactions = (state: NodeState): OutboundMessage[] =>
  state.transactionRequests
    .reassign(state.nowMs())
    .map(({ transactionId, nodeId }) =>
      out('request_transaction', NodeType.FULL_NODE, Delivery.SPECIFIC, { transactionId }, nodeId),
    );

const everyMs = 1000;

/** Looks for overdue requests once a second. */
export function createReassigner(state: NodeState, server: Server, fatal: (error: unknown) => void): Startable {
  let end = (): void => undefined;
  const fullNodes = () =>
    server
      .connections()
      .filter(({ type }) => type === 'FULL_NODE')
      .map(({ nodeId }) => nodeId);
  const look = () => server.push([...reassignParents(state, fullNodes()), ...reassignTransactions(state)]).catch(fatal);
  return {
    name: 'overdue requests',
    start: async () => {
      end = state.timers.every(everyMs, () => void look());
    },
    stop: async () => end(),
  };
}
