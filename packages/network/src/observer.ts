import type { NodeTypeName, Peer } from '@salvia/protocol';

/** Hooks for metrics. They are called on the hot path: count, do not work. */
export interface NetworkObserver {
  /** A whole frame went in or out; `name` is its function, `bytes` its size. */
  onMessage?(direction: 'in' | 'out', name: string, bytes: number): void;
  /** `code` as in the log; `peer` null before the handshake. */
  onError?(code: string, peer: Peer | null): void;
  /** Live connections by the type of the peer, after every change. */
  onConnections?(counts: Readonly<Partial<Record<NodeTypeName, number>>>): void;
  /** From the start of a handler until its last reply was handed over, in seconds. */
  onHandlerDone?(name: string, seconds: number): void;
}
