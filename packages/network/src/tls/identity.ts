import { existsSync, statSync } from 'node:fs';
import type { Log } from '../log.ts';
import { readPem } from './files.ts';
import { identityFiles } from './identity-files.ts';
import { nodeIdOf, parseCertificate, parseKey } from './keys.ts';
import { createSelfSigned } from './node-certificate.ts';
import { TlsError } from './tls-error.ts';
import { checkAuthority, checkPair, checkValidity, isIssuedBy, validityOf } from './validity.ts';

/** Who a node is on the wire: texts in PEM. */
export interface TlsIdentity {
  /** PKCS #8, unencrypted. */
  readonly key: string;
  readonly certificate: string;
  /** Certificate of the network's authority; null if private links do not leave this machine. */
  readonly authority: string | null;
  /** SHA-256 of the key's SubjectPublicKeyInfo, 32 bytes: the same as long as the key is (network 1.5). */
  readonly nodeId: Uint8Array;
}

/** Clock and log of whoever loads; milliseconds since 1970. */
export interface IdentityContext {
  readonly now?: () => number;
  readonly log?: Log;
}

/** Certificates that end sooner are warned of, in milliseconds. */
const SOON_MS = 30 * 86_400_000;

/**
 * Reads `node.key`, `node.crt` and, if it is there, `ca.crt`.
 * @throws TlsError for whatever would make other nodes refuse this one
 */
export function loadIdentity(dir: string, { now = Date.now, log }: IdentityContext = {}): TlsIdentity {
  const files = identityFiles(dir);
  const key = readPem(files.key, 'the folder holds no identity');
  const certificate = readPem(files.certificate, adviceFor(files));
  const parsedKey = parseKey(key, files.key);
  const parsed = parseCertificate(certificate, files.certificate);
  checkPair(parsedKey, parsed, files);
  checkValidity(parsed, files.certificate, now());
  const authority = existsSync(files.authority) ? readPem(files.authority, '') : null;
  if (authority !== null) {
    const issuer = parseCertificate(authority, files.authority);
    checkAuthority(issuer, files.authority);
    checkValidity(issuer, files.authority, now());
    if (!isIssuedBy(parsed, issuer)) throw new TlsError('NOT_ISSUED_BY_AUTHORITY', files);
  }
  const { until } = validityOf(parsed);
  if (until - now() < SOON_MS)
    log?.warn({ path: files.certificate, until: new Date(until).toISOString() }, 'the certificate expires soon');
  if ((statSync(files.key).mode & 0o077) !== 0)
    log?.warn({ path: files.key }, 'the key can be read by others than its owner');
  return { key, certificate, authority, nodeId: nodeIdOf(parsed.publicKey) };
}

/**
 * The identity in a folder. A folder without any gets a key and a self-signed certificate, which is enough for public links,
 * and for private ones on this machine; not so where an authority or a pending request shows that a certificate is to come.
 * @param name what the node is called, for people
 * @throws TlsError
 */
export async function ensureIdentity(dir: string, name: string, context: IdentityContext = {}): Promise<TlsIdentity> {
  const { certificate, request, authority } = identityFiles(dir);
  if (![certificate, request, authority].some((path) => existsSync(path))) {
    // A key alone is what a kill between the two files left: it is kept.
    await createSelfSigned(dir, name, context.now);
    const identity = loadIdentity(dir, context);
    context.log?.info({ certificate, nodeId: identity.nodeId }, 'made a key and a self-signed certificate');
    return identity;
  }
  return loadIdentity(dir, context);
}

function adviceFor({ request, authority }: ReturnType<typeof identityFiles>): string {
  if (existsSync(request)) return `have the network's authority answer ${request}, and put its answer there`;
  if (existsSync(authority)) return `there is ${authority}, so ask that authority for a certificate and put it there`;
  return 'put the certificate of the key there';
}
