import { isLoopback } from '@salvia/peer-store';
import { type ErrorName, NodeType } from '@salvia/protocol';
import { NetworkError } from '../network-error.ts';
import type { PeerCertificate } from '../transport/transport.ts';
import type { ServerContext } from './context.ts';

const { FULL_NODE, FARMER, HARVESTER, TIMELORD } = NodeType;

/** Pairs of roles of one owner, who sign, prove and assemble blocks for each other (network 1.4, 1.8). */
const PRIVATE: readonly (readonly [NodeType, NodeType])[] = [
  [HARVESTER, FARMER],
  [FARMER, FULL_NODE],
  [TIMELORD, FULL_NODE],
];

export const isPrivate = (a: NodeType, b: NodeType): boolean =>
  PRIVATE.some(([one, other]) => (a === one && b === other) || (a === other && b === one));

type Rules = Pick<ServerContext, 'nodeType' | 'insecure' | 'secure' | 'hasAuthority'>;

/** What speaks against a link with a peer of that type; null if nothing does. */
export function linkProblem(
  type: NodeType,
  host: string,
  certificate: PeerCertificate | null,
  { nodeType, insecure, secure, hasAuthority }: Rules,
): ErrorName | null {
  if (!isPrivate(nodeType, type)) return null;
  if (hasAuthority) return certificate?.trusted === true ? null : 'CERTIFICATE_NOT_TRUSTED';
  if (insecure || isLoopback(host)) return null;
  return secure ? 'CERTIFICATE_NOT_TRUSTED' : 'NODE_TYPE_NOT_ACCEPTED';
}

/**
 * Plain `ws` stays on this machine unless the operator says otherwise.
 * @throws NetworkError INSECURE_ADDRESS
 */
export function refuseInsecure(host: string, { insecure, secure }: Pick<Rules, 'insecure' | 'secure'>): void {
  if (!insecure && !secure && !isLoopback(host))
    throw new NetworkError('INSECURE_ADDRESS', { host, option: 'insecure' });
}

/**
 * Refuses to dial what no certificate could vouch for.
 * @throws NetworkError INSECURE_ADDRESS, NO_AUTHORITY
 */
export function refuseUnsafe(host: string, type: NodeType, rules: Rules): void {
  refuseInsecure(host, rules);
  const { nodeType, insecure, hasAuthority } = rules;
  if (insecure || hasAuthority || isLoopback(host) || !isPrivate(nodeType, type)) return;
  throw new NetworkError('NO_AUTHORITY', { host });
}
