import type { KeyObject, X509Certificate } from 'node:crypto';
import { TlsError } from './tls-error.ts';

interface PairOfFiles {
  readonly key: string;
  readonly certificate: string;
}

/** @throws TlsError KEY_MISMATCH */
export function checkPair(key: KeyObject, certificate: X509Certificate, files: PairOfFiles): void {
  if (!certificate.checkPrivateKey(key)) throw new TlsError('KEY_MISMATCH', { ...files });
}

/** @param now milliseconds since 1970 @throws TlsError NOT_YET_VALID, EXPIRED */
export function checkValidity(certificate: X509Certificate, path: string, now: number): void {
  const { from, until } = validityOf(certificate);
  if (now < from) throw new TlsError('NOT_YET_VALID', { path, from: new Date(from).toISOString() });
  if (now >= until) throw new TlsError('EXPIRED', { path, until: new Date(until).toISOString() });
}

/** @throws TlsError NOT_AN_AUTHORITY */
export function checkAuthority(certificate: X509Certificate, path: string): void {
  if (!certificate.ca || !isIssuedBy(certificate, certificate)) throw new TlsError('NOT_AN_AUTHORITY', { path });
}

/** From when to when a certificate is valid, in milliseconds since 1970. */
export const validityOf = ({ validFrom, validTo }: X509Certificate): { from: number; until: number } => ({
  from: Date.parse(validFrom),
  until: Date.parse(validTo),
});

/** Whether the names fit and the issuer's key signed it; says nothing about time. */
export function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

/** Whether one of the network's nodes may show it now: issued by this authority, and not to issue others. */
export function isTrusted(certificate: X509Certificate, authority: X509Certificate, now: number): boolean {
  if (certificate.ca || !isIssuedBy(certificate, authority)) return false;
  return [certificate, authority].every((each) => {
    const { from, until } = validityOf(each);
    return now >= from && now < until;
  });
}
