import { Delivery, type OutboundMessage, type Peer } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';

/** A connection, as far as delivery goes. */
export interface Target {
  readonly peer: Pick<Peer, 'nodeId' | 'nodeType'>;
}

/** Whom a message reaches. */
export interface Reach<T> {
  readonly receivers: readonly T[];
  /** Connections to close instead; nothing is sent to them. */
  readonly closing: readonly T[];
}

const nobody = { receivers: [], closing: [] } as const;

/**
 * Expands a delivery over a snapshot of the live connections (network 1.3).
 * @param origin the connection whose message is being answered; null for messages of timers
 * @param random uniform in [0, 1)
 */
export function expand<T extends Target>(
  message: Pick<OutboundMessage, 'to' | 'delivery' | 'nodeId'>,
  origin: T | null,
  live: readonly T[],
  random: () => number,
): Reach<T> {
  const { to, delivery, nodeId } = message;
  const eligible = live.filter(({ peer }) => peer.nodeType === to);
  const named = (): T[] => eligible.filter(({ peer }) => nodeId !== undefined && sameBytes(peer.nodeId, nodeId));
  const own = (): T[] => eligible.filter((connection) => connection === origin);
  switch (delivery) {
    case Delivery.RESPOND:
      return { ...nobody, receivers: own() };
    case Delivery.BROADCAST:
      return { ...nobody, receivers: eligible };
    case Delivery.BROADCAST_TO_OTHERS:
      return { ...nobody, receivers: eligible.filter((connection) => connection !== origin) };
    case Delivery.RANDOM:
      return { ...nobody, receivers: eligible.slice(Math.floor(random() * eligible.length)).slice(0, 1) };
    case Delivery.SPECIFIC:
      return { ...nobody, receivers: named() };
    case Delivery.CLOSE:
      return { ...nobody, closing: nodeId === undefined ? own() : named() };
  }
}
