import { bytesToHex } from '@noble/hashes/utils.js';
import { isLoopback, normalHost } from '@salvia/peer-store';

/** Where a misbehaving peer came from, as far as it got. */
export interface Culprit {
  readonly host: string;
  /** The id of its handshake; null if it came no further than the socket. */
  readonly nodeId: Uint8Array | null;
}

const SHARED_LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

export const hostKey = (host: string): string => `host ${normalHost(host)}`;
export const nodeKey = (nodeId: Uint8Array): string => `node ${bytesToHex(nodeId)}`;

/**
 * What to ban (network 1.10): the address, but on the loopback address that all programs of a machine share, the
 * node id, and nothing for one that did not tell it: a whole network on one machine must not lose its honest nodes
 * to one bad one. Any other 127.x.y.z belongs to somebody who chose it.
 */
export function banKey({ host, nodeId }: Culprit): string | null {
  if (!isLoopback(host) || !SHARED_LOOPBACK.has(normalHost(host))) return hostKey(host);
  return nodeId === null ? null : nodeKey(nodeId);
}
