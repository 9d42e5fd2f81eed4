import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { saveKeyFile } from '@salvia/keychain';
import { createRpcClient, type RunningService, startService } from '@salvia/service';
import { writeNetworkFile } from '@salvia/testkit';
import { createKeyRing, walletPath } from '@salvia/wallet';
import { createWalletClient, type WalletClient } from '@salvia/wallet-client';
import { walletNode } from '../src/index.ts';
import { silent } from './support/peers.ts';

const folder = mkdtempSync(join(tmpdir(), 'salvia-wallet-service-'));
const network = writeNetworkFile(join(folder, 'network.json'), {});
const master = '07'.repeat(32);
const passphrase = 'correct horse';
let service: RunningService;
let client: WalletClient;

const base = {
  network: join(folder, 'network.json'),
  dataDir: join(folder, 'data'),
  keyFile: join(folder, 'keys.json'),
  port: 0,
  rpcPort: 0,
  // Nobody is there.
  fullNodes: '127.0.0.1:1',
  targetOutbound: 0,
};
const configOf = (changes: object) => walletNode.schema.parse({ ...base, ...changes });
const start = (changes: object) => startService(walletNode, configOf(changes), silent, () => {});

beforeAll(async () => {
  await saveKeyFile(base.keyFile, { keys: [{ master }, { farmer: master, pool: master }] });
  const sealCost = { n: 1024, r: 8, p: 1 };
  await saveKeyFile(join(folder, 'sealed.json'), { keys: [{ master }] }, { passphrase, sealCost });
  writeFileSync(join(folder, 'passphrase'), `${passphrase}\n`);
  writeFileSync(join(folder, 'wrong'), 'battery staple\n');
  service = await start({});
  client = createWalletClient(service.rpcUrl);
}, 60_000);
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

const ring = createKeyRing(new Uint8Array(32).fill(7), 'mainnet');

test('a new wallet stands at genesis, and its file is for its owner alone', async () => {
  const state = await client.state();
  expect(state).toMatchObject({
    networkId: network.networkId,
    fingerprint: ring.fingerprint,
    head: { height: 0 },
    sync: 'idle',
    caughtUp: false,
    pending: 0,
    peers: {},
  });
  const path = walletPath(base.dataDir, ring.fingerprint);
  expect(existsSync(path)).toBe(true);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(await client.sync()).toMatchObject({ state: 'idle', height: 0, peers: 0, target: null });
});

test('addresses', async () => {
  const { address } = await client.address();
  expect(address).toMatch(/^txch1/);
  expect((await client.address({ index: 1 })).address).not.toBe(address);
  const fresh = await client.newAddress();
  const next = await client.newAddress();
  expect(next.index).toBe(fresh.index + 1);
  await expect(client.address({ index: 1_000_000 })).rejects.toMatchObject({ code: 'ADDRESS_NOT_WATCHED' });
});

test('lists of an empty wallet', async () => {
  expect(await client.balance()).toMatchObject({ height: 0, confirmed: 0n, spendable: 0n });
  expect(await client.history()).toEqual({ transactions: [], next: null });
  expect(await client.coins({ spendableOnly: true, limit: 5 })).toEqual({ coins: [], next: null });
  expect(await client.wallets()).toEqual({ wallets: [expect.objectContaining({ id: 1, type: 0 })] });
  expect(await client.resubmit()).toEqual({ transactions: 0, peers: 0 });
  expect((await client.rescan({ fromHeight: 1 })).head.height).toBe(0);
});

describe('what cannot be done is refused by its code, in one line', () => {
  const to = async () => (await client.address()).address;
  const send = async (change: object) =>
    client.send({ outputs: [{ address: await to(), amount: 1_000_000n, ...change }] });

  test.each([
    ['more than there is', {}, 'NOT_ENOUGH_FUNDS'],
    ['nothing', { amount: 0n }, 'AMOUNT_OUT_OF_RANGE'],
    ['an amount that no coin can have', { amount: (1n << 64n) - 1n }, 'AMOUNT_OUT_OF_RANGE'],
    ['an address with a typing error', { address: 'txch1qqqqqqqq' }, 'BAD_ADDRESS'],
  ])('%s', async (_case, change, code) => {
    const failure = await send(change).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect((failure as Error).message).not.toContain('\n');
    expect(await client.history()).toEqual({ transactions: [], next: null });
  });

  test('the address of another network', async () => {
    const address = (await to()).replace(/^txch/, 'xch');
    await expect(send({ address })).rejects.toMatchObject({ code: 'BAD_ADDRESS' });
  });

  test('a transaction that nobody knows', async () => {
    const id = 'ab'.repeat(32);
    await expect(client.transaction({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(client.cancel({ id })).rejects.toMatchObject({ code: 'UNKNOWN_TRANSACTION' });
  });

  test.each([
    ['a query', { limit: 'many' }],
    ['an integer beyond its range', { limit: '1001' }],
  ])('%s that is not one', async (_case, query) => {
    await expect(createRpcClient(service.rpcUrl).get('/coins', query)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

test('every method is described', async () => {
  const description = (await (await fetch(`${service.rpcUrl}/openapi.json`)).json()) as { paths: object };
  expect(Object.keys(description.paths)).toEqual(
    expect.arrayContaining(['/rpc/state', '/rpc/send', '/rpc/history', '/rpc/rescan']),
  );
});

test('metrics', async () => {
  const metrics = await createRpcClient(service.rpcUrl).metrics();
  expect(metrics.get('salvia_wallet_height')).toBe(0);
  expect(metrics.get('salvia_wallet_sync_state{state="idle"}')).toBe(1);
});

test('an encrypted key file opens with its passphrase', async () => {
  const own = await start({
    keyFile: join(folder, 'sealed.json'),
    passphraseFile: join(folder, 'passphrase'),
    dataDir: join(folder, 'sealed'),
  });
  try {
    expect((await createWalletClient(own.rpcUrl).state()).fingerprint).toBe(ring.fingerprint);
  } finally {
    await own.stop();
  }
});

test.each([
  ['a key file that is missing', { keyFile: join(folder, 'none.json') }, 'keyFile'],
  ['a passphrase that is missing', { keyFile: join(folder, 'sealed.json') }, 'passphraseFile'],
  [
    'a passphrase that is wrong',
    { keyFile: join(folder, 'sealed.json'), passphraseFile: join(folder, 'wrong') },
    'passphraseFile',
  ],
  [
    'a passphrase file that is missing',
    { keyFile: join(folder, 'sealed.json'), passphraseFile: join(folder, 'none') },
    'passphraseFile',
  ],
  ['a key that the file does not have', { keyIndex: 2 }, 'keyIndex'],
  ['a key that cannot spend', { keyIndex: 1 }, 'keyIndex'],
])('%s is a bad configuration', async (_case, change, field) => {
  const failure = start({ dataDir: join(folder, 'never'), ...change });
  await expect(failure).rejects.toMatchObject({ code: 'BAD_CONFIG', exitCode: 2, context: { field } });
});
