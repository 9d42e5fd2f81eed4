import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadIdentity } from '@salvia/network';
import { salvia, salviaJson } from './support/salvia.ts';

const folder = mkdtempSync(join(tmpdir(), 'salvia-cli-tls-'));
const at = (...parts: string[]) => join(folder, ...parts);
afterAll(() => rmSync(folder, { recursive: true }));

interface Shown {
  readonly nodeId: string;
  readonly subject: string;
  readonly issuer: string;
  readonly authority: Shown | null;
}

const show = (dir: string) => salviaJson<Shown>('tls', 'show', '--dir', dir);

describe('a node of a network with an authority', () => {
  beforeAll(async () => {
    await salviaJson('tls', 'create-authority', '--dir', at('authority'), '--network-id', 'net-1');
    await salviaJson('tls', 'request', 'farmer-1', '--dir', at('node'));
  });

  test('is certified by what travels between two folders, its key excepted', async () => {
    copyFileSync(at('node', 'node.csr'), at('sent.csr'));
    await salviaJson('tls', 'issue', at('sent.csr'), '--authority', at('authority'), '--out', at('answer'));
    for (const file of ['node.crt', 'ca.crt']) copyFileSync(at('answer', file), at('node', file));
    const { nodeId, subject, issuer, authority } = await show(at('node'));
    expect(subject).toBe('CN=farmer-1, O=net-1');
    expect([issuer, authority?.subject]).toEqual(Array(2).fill('CN=Salvia network authority, O=net-1'));
    expect(nodeId).toBe(`0x${Buffer.from(loadIdentity(at('node')).nodeId).toString('hex')}`);
    expect(existsSync(at('answer', 'node.key'))).toBe(false);
    expect(statSync(at('node', 'node.key')).mode & 0o777).toBe(0o600);
  });

  test('keeps its key and its id when it asks again', async () => {
    const before = readFileSync(at('node', 'node.key'));
    await salviaJson('tls', 'request', 'farmer-2', '--dir', at('node'));
    await salviaJson('tls', 'issue', at('node', 'node.csr'), '--authority', at('authority'), '--days', '9');
    expect(readFileSync(at('node', 'node.key'))).toEqual(before);
    expect((await show(at('node'))).subject).toBe('CN=farmer-2, O=net-1');
  });

  test('is not given a certificate of its own', async () => {
    const { code, err } = await salvia('tls', 'self-signed', 'x', '--dir', at('node'), '--renew');
    expect([code, err]).toEqual([1, expect.stringContaining(at('node', 'ca.crt'))]);
  });
});

test('a self-signed certificate is replaced on demand only, and the id stays', async () => {
  const made = await salviaJson<Shown>('tls', 'self-signed', 'node-1', '--dir', at('self'));
  expect(made).toMatchObject({ subject: 'CN=node-1, O=self-signed', authority: null });
  expect((await salvia('tls', 'self-signed', 'node-2', '--dir', at('self'))).code).toBe(1);
  const renewed = await salviaJson<Shown>('tls', 'self-signed', 'node-2', '--dir', at('self'), '--renew');
  expect(renewed).toMatchObject({ nodeId: made.nodeId, subject: 'CN=node-2, O=self-signed' });
});

test.each([
  ['FILE_EXISTS', 1, () => ['tls', 'create-authority', '--dir', at('authority'), '--network-id', 'net-2']],
  ['FILE_MISSING', 1, () => ['tls', 'show', '--dir', at('nowhere')]],
  ['FILE_MISSING', 1, () => ['tls', 'issue', at('none.csr'), '--authority', at('authority')]],
  ['FILE_MISSING', 1, () => ['tls', 'issue', at('node', 'node.csr'), '--authority', at('nowhere')]],
  ['BAD_REQUEST', 1, () => ['tls', 'issue', at('node', 'node.crt'), '--authority', at('authority')]],
  ['BAD_CONFIG', 2, () => ['tls', 'create-authority', '--dir', at('other'), '--network', at('none.json')]],
])('%s', async (errorCode, exitCode, argv) => {
  const { code, out, err } = await salvia(...argv(), '--json');
  expect([code, JSON.parse(out).error.code]).toEqual([exitCode, errorCode]);
  expect(err.trim().split('\n')).toHaveLength(1);
});

test.each([[['tls']], [['tls', 'request']], [['tls', 'issue', 'x', '--days', '0']]])(
  '%j is a wrong command line',
  async (argv) => {
    expect((await salvia(...argv)).code).toBe(2);
  },
);
