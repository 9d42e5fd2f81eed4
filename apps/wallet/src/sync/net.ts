import type { Server } from '@salvia/network';
import { NodeType, type OutboundMessage, type Peer, type ProtocolError } from '@salvia/protocol';

/** What the sync wants of the network. */
export interface SyncNet {
  send(message: OutboundMessage): void;
  /** Makes a peer pay for an error, by its price; it may be gone. */
  blame(peer: Peer, error: ProtocolError): void;
  close(peer: Peer): void;
  isFullNode(peer: Peer): boolean;
  watch: Server['watch'];
}

export const syncNet = (server: Server, fatal: (error: unknown) => void): SyncNet => ({
  send: (message) => void server.push([message]).catch(fatal),
  blame: (peer, error) => server.blame(peer, error),
  close: ({ nodeId }) => server.close(nodeId),
  isFullNode: ({ nodeType }) => nodeType === NodeType.FULL_NODE,
  watch: (watcher) => server.watch(watcher),
});
