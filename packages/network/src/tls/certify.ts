import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { parseKey, publicKeyOf } from './keys.ts';
import { TlsError } from './tls-error.ts';

/*
 * The only file that encodes certificates. It is loaded when one is to be made: a service that has its own already
 * needs none of this.
 */

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;
/** Machines whose clock is late should not have to wait for a new certificate. */
const BACKDATED_MS = DAY_MS;

/** Name of a key's owner: a common name, and the network or the kind of thing it belongs to. */
export interface Subject {
  readonly name: string;
  readonly organization: string;
}

export interface CertificateWish {
  readonly subject: Subject;
  readonly issuer: Subject;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Uint8Array;
  /** PKCS #8 in PEM: an EC P-256 key. */
  readonly signingKey: string;
  readonly kind: 'authority' | 'node';
  readonly days: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Makes a certificate. @returns PEM */
export async function certify(wish: CertificateWish): Promise<string> {
  const publicKey = new x509.PublicKey(wish.publicKey.slice().buffer);
  const issuerKey = new x509.PublicKey(publicKeyOf(wish.signingKey).slice().buffer);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: randomSerial(),
    subject: nameOf(wish.subject),
    issuer: nameOf(wish.issuer),
    notBefore: new Date(wish.now - BACKDATED_MS),
    notAfter: new Date(wish.now + wish.days * DAY_MS),
    publicKey,
    signingKey: await importKey(wish.signingKey),
    signingAlgorithm: ECDSA,
    extensions: [
      ...(wish.kind === 'authority' ? authorityExtensions() : nodeExtensions()),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuerKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** Asks an authority for a certificate of a key. @returns PEM (PKCS #10) */
export async function makeRequest(key: string, { name, organization }: Subject): Promise<string> {
  const privateKey = await importKey(key);
  const publicKey = await webcrypto.subtle.importKey('spki', publicKeyOf(key), ECDSA, true, ['verify']);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: nameOf({ name, organization }),
    keys: { privateKey, publicKey },
    signingAlgorithm: ECDSA,
  });
  return `${request.toString('pem')}\n`;
}

/**
 * What a request asks for: the name it wishes, and the key that signed it.
 * @throws TlsError BAD_REQUEST
 */
export async function readRequest(pem: string, path: string): Promise<{ name: string; publicKey: Uint8Array }> {
  try {
    const request = new x509.Pkcs10CertificateRequest(pem);
    if (!(await request.verify())) throw new TlsError('BAD_REQUEST', { path });
    const [name = ''] = request.subjectName.getField('CN');
    return { name, publicKey: new Uint8Array(request.publicKey.rawData) };
  } catch (error) {
    throw error instanceof TlsError ? error : new TlsError('BAD_REQUEST', { path }, error);
  }
}

/** As objects: plain texts would be searched for quotes and escapes. */
const nameOf = ({ name, organization }: Subject) =>
  new x509.Name([{ CN: [{ utf8String: name }] }, { O: [{ utf8String: organization }] }]);

const authorityExtensions = () => [
  new x509.BasicConstraintsExtension(true, 0, true),
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
];

const nodeExtensions = () => [
  new x509.BasicConstraintsExtension(false, undefined, true),
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
  // Every node is both: it listens and it dials.
  new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth, x509.ExtendedKeyUsage.clientAuth]),
];

/** 126 random bits behind a first byte from 0x40 to 0x7f: positive, and never shorter. */
function randomSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

const importKey = (pem: string) =>
  webcrypto.subtle.importKey('pkcs8', parseKey(pem, 'the key').export({ type: 'pkcs8', format: 'der' }), ECDSA, true, [
    'sign',
  ]);
