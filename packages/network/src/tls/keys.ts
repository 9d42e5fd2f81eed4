import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto';
import { TlsError } from './tls-error.ts';

/** A new EC P-256 private key, PKCS #8 in PEM. */
export const newKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** @throws TlsError BAD_KEY */
export function parseKey(pem: string, path: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (error) {
    throw new TlsError('BAD_KEY', { path }, error);
  }
}

/** The first certificate of a text. @throws TlsError BAD_CERTIFICATE */
export function parseCertificate(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new TlsError('BAD_CERTIFICATE', { path }, error);
  }
}

/** SubjectPublicKeyInfo of a public key, in DER. */
export const spkiOf = (publicKey: KeyObject): Uint8Array =>
  new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));

/** SubjectPublicKeyInfo in DER of the public half of a private key in PEM. */
export const publicKeyOf = (pem: string): Uint8Array => spkiOf(createPublicKey(pem));

/** The node id that a key proves: SHA-256 of its SubjectPublicKeyInfo (network 1.5). */
export const nodeIdOf = (publicKey: KeyObject): Uint8Array =>
  new Uint8Array(createHash('sha256').update(spkiOf(publicKey)).digest());
