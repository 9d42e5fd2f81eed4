import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createAuthority,
  createCertificateRequest,
  createSelfSigned,
  ensureIdentity,
  issueCertificate,
  loadAuthority,
  loadIdentity,
  type TlsError,
} from '../src/index.ts';
import { silentLog } from './kit/servers.ts';

const DAY_MS = 86_400_000;
const NETWORK = 'devnet-0123, "a+b"';

let root: string;
let node: string;
const at = (file: string) => join(node, file);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'salvia-tls-'));
  node = join(root, 'node');
});
afterEach(() => rmSync(root, { recursive: true }));

/** An authority in the folder `ca`, and a node that it certified. */
async function enrolled(days?: number) {
  const authority = await createAuthority(join(root, 'ca'), { networkId: NETWORK });
  const pem = await createCertificateRequest(node, 'farmer-1');
  const issued = await issueCertificate(authority, { pem, path: 'node.csr' }, days === undefined ? {} : { days });
  writeFileSync(at('node.crt'), issued);
  writeFileSync(at('ca.crt'), authority.certificate);
  return authority;
}

async function codeOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return (error as TlsError).code;
  }
  return null;
}

describe('an authority', () => {
  test('names its network, may issue, and lasts ten years', async () => {
    const made = await createAuthority(join(root, 'ca'), { networkId: NETWORK });
    const certificate = new X509Certificate(made.certificate);
    expect(certificate.ca).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    const years = (Date.parse(certificate.validTo) - Date.now()) / DAY_MS / 365;
    expect(Math.round(years)).toBe(10);
    expect(loadAuthority(join(root, 'ca'))).toEqual(made);
    expect(statSync(join(root, 'ca', 'ca.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(root, 'ca')).sort()).toEqual(['ca.crt', 'ca.key']);
  });

  test('is never made twice in one folder', async () => {
    const { key } = await createAuthority(join(root, 'ca'), { networkId: NETWORK });
    expect(await codeOf(() => createAuthority(join(root, 'ca'), { networkId: NETWORK }))).toBe('FILE_EXISTS');
    expect(loadAuthority(join(root, 'ca')).key).toBe(key);
  });

  test('gives every certificate another serial number', async () => {
    const authority = await createAuthority(join(root, 'ca'), { networkId: NETWORK });
    const pem = await createCertificateRequest(node, 'a');
    const request = { pem, path: 'node.csr' };
    const issued = await Promise.all([1, 2, 3].map(() => issueCertificate(authority, request)));
    const serials = issued.map((each) => new X509Certificate(each).serialNumber);
    expect(new Set(serials).size).toBe(3);
    expect(serials.every((serial) => /^[4-7][0-9A-F]{31}$/.test(serial))).toBe(true);
  });

  test('never issues beyond its own end', async () => {
    const authority = await createAuthority(join(root, 'ca'), { networkId: NETWORK, days: 10 });
    const pem = await createCertificateRequest(node, 'a');
    const issued = await issueCertificate(authority, { pem, path: '' }, { days: 400 });
    const ends = [issued, authority.certificate].map((each) => Date.parse(new X509Certificate(each).validTo));
    expect(ends[0]).toBeLessThanOrEqual(ends[1] as number);
  });

  test('refuses what is no request, and one whose key did not sign it', async () => {
    const authority = await createAuthority(join(root, 'ca'), { networkId: NETWORK });
    const pem = await createCertificateRequest(node, 'a');
    const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
    der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
    const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${der.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;
    for (const bad of ['', 'nonsense', authority.certificate, forged])
      expect(await codeOf(() => issueCertificate(authority, { pem: bad, path: '' }))).toBe('BAD_REQUEST');
  });
});

describe('an identity', () => {
  test('is made where there is none, once, with a line in the log', async () => {
    const lines: string[] = [];
    const log = { ...silentLog, info: (_fields: object, line: string) => void lines.push(line) };
    const first = await ensureIdentity(node, 'full-node', { log });
    const second = await ensureIdentity(node, 'full-node', { log });
    expect(second).toEqual(first);
    expect(lines).toEqual(['made a key and a self-signed certificate']);
    expect(first.authority).toBeNull();
    expect(statSync(at('node.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(node).sort()).toEqual(['node.crt', 'node.key']);
  });

  test('outlives a kill between key and certificate', async () => {
    const { key, nodeId } = await ensureIdentity(node, 'a');
    rmSync(at('node.crt'));
    expect(await ensureIdentity(node, 'a')).toMatchObject({ key, nodeId });
  });

  test('keeps its node id when the certificate changes', async () => {
    const { nodeId } = await ensureIdentity(node, 'a');
    await createSelfSigned(node, 'b');
    expect(loadIdentity(node).nodeId).toEqual(nodeId);
    await enrolled();
    expect(loadIdentity(node).nodeId).toEqual(nodeId);
  });

  test('from an authority carries its certificate, and the names of node and network', async () => {
    const { certificate } = await enrolled();
    const identity = await ensureIdentity(node, 'ignored');
    expect(identity.authority).toBe(certificate);
    const parsed = new X509Certificate(identity.certificate);
    expect(parsed.subject.split('\n')[0]).toBe('CN=farmer-1');
    expect(parsed.subject.replaceAll('\\', '')).toContain(`O=${NETWORK}`);
    expect(parsed.ca).toBe(false);
  });

  test('warns of a certificate that ends soon, and of a key that others can read', async () => {
    await enrolled(20);
    writeFileSync(at('other.key'), readFileSync(at('node.key')), { mode: 0o644 });
    rmSync(at('node.key'));
    copyFileSync(at('other.key'), at('node.key'));
    const lines: string[] = [];
    loadIdentity(node, { log: { ...silentLog, warn: (_fields, line) => void lines.push(line) } });
    expect(lines).toEqual(['the certificate expires soon', 'the key can be read by others than its owner']);
  });

  test.each<[string, string, () => unknown]>([
    ['FILE_MISSING', 'no key', () => rmSync(at('node.key'))],
    ['FILE_MISSING', 'a certificate that is still to come', () => rmSync(at('node.crt'))],
    ['BAD_KEY', 'no key in its file', () => writeFileSync(at('node.key'), 'x')],
    ['BAD_CERTIFICATE', 'no certificate in its file', () => writeFileSync(at('node.crt'), 'x')],
    ['BAD_CERTIFICATE', 'no authority in its file', () => writeFileSync(at('ca.crt'), 'x')],
    ['NOT_AN_AUTHORITY', 'a node in its place', () => copyFileSync(at('node.crt'), at('ca.crt'))],
    ['NOT_ISSUED_BY_AUTHORITY', 'a self-signed certificate', () => createSelfSigned(node, 'a')],
    [
      'FILE_UNREADABLE',
      'a folder in place of the key',
      () => {
        rmSync(at('node.key'));
        return createAuthority(at('node.key'), { networkId: 'x' });
      },
    ],
    [
      'KEY_MISMATCH',
      'the key of another',
      async () => {
        await ensureIdentity(join(root, 'other'), 'b');
        copyFileSync(join(root, 'other', 'node.key'), at('node.key'));
      },
    ],
    [
      'NOT_ISSUED_BY_AUTHORITY',
      'another authority of the same name',
      async () => {
        const { certificate } = await createAuthority(join(root, 'ca2'), { networkId: NETWORK });
        writeFileSync(at('ca.crt'), certificate);
      },
    ],
  ])('%s: %s', async (code, _what, spoil) => {
    await enrolled();
    await spoil();
    expect(await codeOf(() => loadIdentity(node))).toBe(code);
    expect(await codeOf(() => ensureIdentity(node, 'a'))).toBe(code);
  });

  test('is refused before and after its time', async () => {
    await enrolled(30);
    expect(await codeOf(() => loadIdentity(node, { now: () => Date.now() + 31 * DAY_MS }))).toBe('EXPIRED');
    expect(await codeOf(() => loadIdentity(node, { now: () => Date.now() - 3 * DAY_MS }))).toBe('NOT_YET_VALID');
  });
});
