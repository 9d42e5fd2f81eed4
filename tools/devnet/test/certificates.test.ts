import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadAuthority, loadIdentity } from '@salvia/network';
import { writeNetworkFile } from '@salvia/testkit';
import { layout } from '../src/plan/layout.ts';
import { prepareCertificates, tlsFolder } from '../src/setup/certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'devnet-tls-'));
const places = layout(folder);
const identities = () => ['node-1', 'farmer-1'].map((name) => loadIdentity(tlsFolder(places, name)));

beforeAll(async () => {
  writeNetworkFile(places.network);
  await prepareCertificates(places, ['node-1', 'farmer-1']);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every service has a key of its own, certified by the one authority of the network', () => {
  const authority = loadAuthority(places.authority);
  expect(authority.networkId).toBe('test-network');
  const [node, farmer] = identities();
  expect([node?.authority, farmer?.authority]).toEqual([authority.certificate, authority.certificate]);
  expect(node?.nodeId).not.toEqual(farmer?.nodeId);
});

test('a second start keeps all of them, and certifies whoever is new', async () => {
  const before = identities();
  await prepareCertificates(places, ['node-1', 'farmer-1', 'farmer-2']);
  expect(identities()).toEqual(before);
  const { authority } = loadIdentity(tlsFolder(places, 'farmer-2'));
  expect(authority).toBe(readFileSync(join(places.authority, 'ca.crt'), 'utf8'));
});
