import type { TlsIdentity } from './identity.ts';

/**
 * TLS 1.3 with a certificate on both ends. Whom a certificate belongs to is looked at by ourselves, after the handshake has
 * proven that its owner is there: on public links any will do, and host names are in none of them (network 1.4, 1.5).
 */
export const tlsOptions = ({ key, certificate }: TlsIdentity) =>
  ({
    key,
    cert: certificate,
    minVersion: 'TLSv1.3',
    maxVersion: 'TLSv1.3',
    requestCert: true,
    rejectUnauthorized: false,
    // Not checked, and nobody's business on the way.
    checkServerIdentity: () => undefined,
    servername: '',
  }) as const;
