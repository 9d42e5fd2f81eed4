import { bytesToHex } from '@noble/hashes/utils.js';
import { normalHost } from '@salvia/peer-store';

/** Where a misbehaving peer came from, as far as it got. */
export interface Culprit {
  readonly host: string;
  /** The id of its handshake; null if it came no further than the socket. */
  readonly nodeId: Uint8Array | null;
  /** The id that its certificate proves; null if it showed none. */
  readonly provenId: Uint8Array | null;
}

/** The loopback address that all programs of a machine share, unless they choose another. */
export const isSharedLoopback = (host: string): boolean => SHARED_LOOPBACK.has(normalHost(host));

const SHARED_LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

export const hostKey = (host: string): string => `host ${normalHost(host)}`;
export const nodeKey = (nodeId: Uint8Array): string => `node ${bytesToHex(nodeId)}`;
const anonymousKey = (host: string): string => `anonymous ${normalHost(host)}`;

/**
 * What to ban (network 1.10): the address, but for the loopback address that all programs of a machine share, where a whole
 * network must not lose its honest nodes to one bad one. There it is
 * - the node id, if a certificate proves it;
 * - under TLS, for whoever shows no certificate: the address, for all that show none. Another id would cost nothing;
 * - on plain `ws`, where nobody can prove anything: the id that the peer declares, and nothing before it did. That stops the
 *   honest mistake only, but whoever runs programs on this machine is not kept out by a ban anyway.
 *
 * Any other 127.x.y.z belongs to somebody who chose it.
 */
export function banKey({ host, nodeId, provenId }: Culprit, secure: boolean): string | null {
  if (!isSharedLoopback(host)) return hostKey(host);
  if (provenId !== null) return nodeKey(provenId);
  if (secure) return anonymousKey(host);
  return nodeId === null ? null : nodeKey(nodeId);
}
