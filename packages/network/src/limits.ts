import { catalogue, messageNames, NodeType } from '@salvia/protocol';

/** Every bound of a server; times in milliseconds, sizes in bytes. */
export interface NetworkLimits {
  /** From the opening of the socket to the end of the handshake. */
  readonly handshakeTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Inbound sockets that have not finished the handshake, in total and from one address. */
  readonly halfOpen: number;
  readonly halfOpenPerAddress: number;
  /** Inbound connections by the type of the peer. */
  readonly inbound: Readonly<Record<NodeType, number>>;
  /** Inbound connections from one address; the loopback address that all programs of a machine share is exempt. */
  readonly perAddress: number;
  /** Inbound connections from one /16 (IPv6: /32); only public addresses count. */
  readonly perGroup: number;
  /**
   * How many messages of one function a peer may send: the catalogue's rates, times this. Whoever sends more is read more
   * slowly; whoever pushes on nevertheless is dropped. `Infinity` for no limit.
   */
  readonly rateScale: number;
  /**
   * Handlers that run at once, for one peer and in total. A peer over its bound is not read from. The total is above
   * what the peers of a full node can use together, so that a few who do not read their answers starve nobody.
   */
  readonly handlersPerPeer: number;
  readonly handlers: number;
  /** Bytes that wait to be sent to one peer; above, it is dropped. One message of any size always fits. */
  readonly sendQueueBytes: number;
  /** A handler that answers with a stream of messages pauses above this many bytes. */
  readonly sendQueueHighWater: number;
  /** A peer that takes nothing off its send queue for this long is dropped. */
  readonly sendTimeoutMs: number;
  /** A peer that says nothing for this long is dropped. */
  readonly idleTimeoutMs: number;
  readonly pingIntervalMs: number;
  /** Reconnecting to configured peers: first pause, longest pause. */
  readonly reconnectMinMs: number;
  readonly reconnectMaxMs: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/** Inbound places of a full node (network 1.8): 50 for full nodes, 20 for wallets, 10 for each other type. */
const fullNodeInbound = {
  [NodeType.FULL_NODE]: 50,
  [NodeType.WALLET]: 20,
  [NodeType.HARVESTER]: 10,
  [NodeType.FARMER]: 10,
  [NodeType.TIMELORD]: 10,
  [NodeType.INTRODUCER]: 10,
} as const;

/** The reference limits no other role; ours are far above what is of use. */
const otherInbound = {
  [NodeType.FULL_NODE]: 500,
  [NodeType.WALLET]: 500,
  [NodeType.HARVESTER]: 200,
  [NodeType.FARMER]: 50,
  [NodeType.TIMELORD]: 50,
  [NodeType.INTRODUCER]: 50,
} as const;

export const defaultLimits = (role: NodeType): NetworkLimits => ({
  handshakeTimeoutMs: 15_000,
  connectTimeoutMs: 15_000,
  halfOpen: 128,
  halfOpenPerAddress: 32,
  inbound: role === NodeType.FULL_NODE ? fullNodeInbound : otherInbound,
  perAddress: 8,
  perGroup: 16,
  rateScale: 1,
  handlersPerPeer: 8,
  handlers: 512,
  sendQueueBytes: 16 * MIB,
  sendQueueHighWater: MIB,
  sendTimeoutMs: 120_000,
  idleTimeoutMs: 600_000,
  pingIntervalMs: 120_000,
  reconnectMinMs: 500,
  reconnectMaxMs: 10_000,
});

/** The largest frame that anybody may send to this role: what a WebSocket to it accepts at all. */
export const largestFrameTo = (role: NodeType): number =>
  Math.max(
    ...messageNames
      .map((name) => catalogue[name])
      .filter(({ routes }) => routes.some(([, to]) => to === role))
      .map(({ maxBytes }) => maxBytes),
  );
