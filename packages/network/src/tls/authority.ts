import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readPem, writeCertificate, writeKey } from './files.ts';
import { identityFiles } from './identity-files.ts';
import { newKey, parseCertificate, parseKey, publicKeyOf } from './keys.ts';
import { TlsError } from './tls-error.ts';
import { checkAuthority, checkPair, checkValidity } from './validity.ts';

/** What issues the certificates of one network's nodes. Its key stays in its own folder, on the host that made it. */
export interface Authority {
  readonly networkId: string;
  /** PKCS #8 in PEM. */
  readonly key: string;
  /** PEM; every node has a copy. */
  readonly certificate: string;
}

export interface AuthorityOptions {
  /** Of the network file; a part of the authority's name. */
  readonly networkId: string;
  /** For how long it is valid. Default 3650. */
  readonly days?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** PKCS #10 in PEM; the path only names it in errors. */
export interface CertificateRequest {
  readonly pem: string;
  readonly path: string;
}

export interface IssueOptions {
  /** What the node is called, for people: `farmer-1`. Default: what a request asks for. */
  readonly name?: string;
  /** For how long it is valid. Default 825; never longer than the authority itself. */
  readonly days?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export const authorityFiles = (dir: string) => ({ key: join(dir, 'ca.key'), certificate: join(dir, 'ca.crt') });

const AUTHORITY_DAYS = 3650;
const NODE_DAYS = 825;
const DAY_MS = 86_400_000;

const subject = (networkId: string) => ({ name: 'Salvia network authority', organization: networkId });

/** An authority that is in no file yet. */
export async function newAuthority({ networkId, days, now = Date.now }: AuthorityOptions): Promise<Authority> {
  const { certify } = await import('./certify.ts');
  const key = newKey();
  const certificate = await certify({
    subject: subject(networkId),
    issuer: subject(networkId),
    publicKey: publicKeyOf(key),
    signingKey: key,
    kind: 'authority',
    days: days ?? AUTHORITY_DAYS,
    now: now(),
  });
  return { networkId, key, certificate };
}

/** Makes an authority in a folder: `ca.key` (for its owner only) and `ca.crt`. @throws TlsError FILE_EXISTS, FILE_UNWRITABLE */
export async function createAuthority(dir: string, options: AuthorityOptions): Promise<Authority> {
  const files = authorityFiles(dir);
  if (existsSync(files.key)) throw new TlsError('FILE_EXISTS', { path: files.key });
  const authority = await newAuthority(options);
  // The key last: where there is one, the authority is complete.
  writeCertificate(files.certificate, authority.certificate);
  writeKey(files.key, authority.key);
  return authority;
}

/** @throws TlsError */
export function loadAuthority(dir: string, now: () => number = Date.now): Authority {
  const files = authorityFiles(dir);
  const advice = 'the folder holds no authority';
  const key = readPem(files.key, advice);
  const certificate = readPem(files.certificate, advice);
  const parsed = parseCertificate(certificate, files.certificate);
  checkPair(parseKey(key, files.key), parsed, files);
  checkAuthority(parsed, files.certificate);
  checkValidity(parsed, files.certificate, now());
  return { networkId: organizationOf(parsed.subject, files.certificate), key, certificate };
}

/**
 * Certifies a node's key for private links. Whoever holds the certificate and its key is trusted by all nodes of the
 * network that know the authority, until the certificate expires.
 * @param request what the node asks for, or its public key (SubjectPublicKeyInfo, DER)
 * @returns PEM
 * @throws TlsError BAD_REQUEST
 */
export async function issueCertificate(
  authority: Authority,
  request: CertificateRequest | Uint8Array,
  { name, days, now = Date.now }: IssueOptions = {},
): Promise<string> {
  const { certify, readRequest } = await import('./certify.ts');
  const asked =
    request instanceof Uint8Array ? { name: '', publicKey: request } : await readRequest(request.pem, request.path);
  return certify({
    subject: { name: name ?? asked.name, organization: authority.networkId },
    issuer: subject(authority.networkId),
    publicKey: asked.publicKey,
    signingKey: authority.key,
    kind: 'node',
    days: Math.min(days ?? NODE_DAYS, daysLeft(authority, now())),
    now: now(),
  });
}

function daysLeft({ certificate }: Authority, now: number): number {
  return (Date.parse(parseCertificate(certificate, 'the authority').validTo) - now) / DAY_MS;
}

/** A node's certificate request from a file. @throws TlsError FILE_MISSING, FILE_UNREADABLE */
export const readRequestFile = (path: string): CertificateRequest => ({
  pem: readPem(path, 'there is no request'),
  path,
});

/**
 * Issues a certificate and writes `node.crt` and `ca.crt` to a folder: a node's own, or one that is carried there.
 * @returns the certificate in PEM
 */
export async function issueToFolder(
  authority: Authority,
  request: CertificateRequest,
  dir: string,
  options?: IssueOptions,
): Promise<string> {
  const issued = await issueCertificate(authority, request, options);
  const files = identityFiles(dir);
  writeCertificate(files.authority, authority.certificate);
  writeCertificate(files.certificate, issued);
  return issued;
}

/** The O field of a name as OpenSSL prints it: a field a line, special characters escaped. */
function organizationOf(name: string, path: string): string {
  const line = name.split('\n').find((field) => field.startsWith('O='));
  if (line === undefined) throw new TlsError('NOT_AN_AUTHORITY', { path });
  return line.slice(2).replaceAll(/\\(.)/g, '$1');
}
