import { X509Certificate } from 'node:crypto';
import { nodeIdOf } from '@salvia/network';
import { toHex } from '../hex.ts';

/** What a certificate says, in words. */
export type CertificateView = {
  /** SHA-256 of its key: the id of the node that has that key. */
  readonly nodeId: string;
  readonly subject: string;
  readonly issuer: string;
  readonly from: string;
  readonly until: string;
};

/** @param pem one certificate */
export function certificateView(pem: string): CertificateView {
  const { publicKey, subject, issuer, validFrom, validTo } = new X509Certificate(pem);
  return {
    nodeId: toHex(nodeIdOf(publicKey)),
    subject: onOneLine(subject),
    issuer: onOneLine(issuer),
    from: new Date(validFrom).toISOString(),
    until: new Date(validTo).toISOString(),
  };
}

export const certificateFields = ({ nodeId, subject, issuer, from, until }: CertificateView) =>
  [
    ['node id', nodeId],
    ['subject', subject],
    ['issuer', issuer],
    ['valid from', from],
    ['valid until', until],
  ] as const;

const onOneLine = (name: string): string => name.replaceAll('\n', ', ');
