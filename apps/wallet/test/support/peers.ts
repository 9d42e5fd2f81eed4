import { NodeType, type Peer } from '@salvia/protocol';

export const fullNodePeer = (id = 1): Peer => ({
  nodeId: new Uint8Array(32).fill(id),
  nodeType: NodeType.FULL_NODE,
  host: '192.0.2.1',
  port: 8444 + id,
  outbound: true,
});

export const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
