import type { X509Certificate } from 'node:crypto';
import type { PeerCertificate } from '../transport/transport.ts';
import { nodeIdOf } from './keys.ts';
import { isTrusted } from './validity.ts';

/**
 * What a peer's certificate says, once the TLS handshake has proven that the peer has its key. Host names, and on public
 * links dates and issuers, are of no account: anybody may make a certificate.
 * @param authority of the network, null if there is none
 * @param now milliseconds since 1970
 */
export const proofOf = (
  certificate: X509Certificate,
  authority: X509Certificate | null,
  now: number,
): PeerCertificate => ({
  nodeId: nodeIdOf(certificate.publicKey),
  trusted: authority !== null && isTrusted(certificate, authority, now),
});
