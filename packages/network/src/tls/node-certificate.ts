import { existsSync } from 'node:fs';
import { readPem, writeCertificate, writeKey } from './files.ts';
import { identityFiles } from './identity-files.ts';
import { newKey, parseKey, publicKeyOf } from './keys.ts';

const SELF_SIGNED_DAYS = 3650;
/** Stands where an authority has its network. */
const NOBODY = 'self-signed';

/** A certificate that proves a key and nothing else. @returns PEM */
export async function selfSigned(key: string, name: string, now: () => number = Date.now): Promise<string> {
  const { certify } = await import('./certify.ts');
  const subject = { name, organization: NOBODY };
  return certify({
    subject,
    issuer: subject,
    publicKey: publicKeyOf(key),
    signingKey: key,
    kind: 'node',
    days: SELF_SIGNED_DAYS,
    now: now(),
  });
}

/** Gives a folder's key (a new one where there is none) a self-signed certificate, in place of any it had. */
export async function createSelfSigned(dir: string, name: string, now?: () => number): Promise<void> {
  writeCertificate(identityFiles(dir).certificate, await selfSigned(ensureKey(dir), name, now));
}

/**
 * Writes `node.csr` in a node's folder: a request for a certificate of its key (a new one where there is none). The key
 * never leaves the folder; the request may go anywhere.
 * @returns PEM (PKCS #10)
 */
export async function createCertificateRequest(dir: string, name: string): Promise<string> {
  const { makeRequest } = await import('./certify.ts');
  const request = await makeRequest(ensureKey(dir), { name, organization: NOBODY });
  writeCertificate(identityFiles(dir).request, request);
  return request;
}

function ensureKey(dir: string): string {
  const path = identityFiles(dir).key;
  if (!existsSync(path)) writeKey(path, newKey());
  const key = readPem(path, '');
  parseKey(key, path);
  return key;
}
