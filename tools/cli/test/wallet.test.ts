import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { saveKeyFile } from '@salvia/keychain';
import { type RunningService, startService } from '@salvia/service';
import { writeNetworkFile } from '@salvia/testkit';
import type { AddressView, BalanceView } from '@salvia/wallet-client';
import { walletNode } from '@salvia/wallet-node';
import { amount } from '../src/wallet/amount.ts';
import { salvia, salviaJson } from './support/salvia.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const folder = mkdtempSync(join(tmpdir(), 'salvia-cli-wallet-'));
let service: RunningService;
let first: string;

/** Asks the wallet of this test. */
const wallet = (command: string, ...argv: string[]) => salvia('wallet', command, ...argv, '--rpc', service.rpcUrl);
const walletJson = <T>(command: string, ...argv: string[]) =>
  salviaJson<T>('wallet', command, ...argv, '--rpc', service.rpcUrl);

beforeAll(async () => {
  writeNetworkFile(join(folder, 'network.json'), {});
  await saveKeyFile(join(folder, 'keys.json'), { keys: [{ master: '07'.repeat(32) }] });
  const config = walletNode.schema.parse({
    network: join(folder, 'network.json'),
    dataDir: join(folder, 'data'),
    keyFile: join(folder, 'keys.json'),
    port: 0,
    rpcPort: 0,
    fullNodes: '127.0.0.1:1',
    targetOutbound: 0,
  });
  service = await startService(walletNode, config, silent, () => {});
  first = (await walletJson<AddressView>('address')).address;
}, 60_000);
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

describe('address', () => {
  test('the first, that of an index, a new one', async () => {
    expect((await wallet('address')).out).toBe(`${first}\n`);
    expect((await walletJson<AddressView>('address', '--index', '3')).index).toBe(3);
    const { index } = await walletJson<AddressView>('address', '--new');
    expect((await walletJson<AddressView>('address', '--new')).index).toBe(index + 1);
  });

  test('a new one has no index of its own', async () => {
    expect(await wallet('address', '--new', '--index', '3')).toMatchObject({ code: 2 });
  });
});

test('balance, history and coins of an empty wallet', async () => {
  expect((await wallet('balance')).out).toMatch(/^height: +0 \(catching up\)\nconfirmed: +0 TXCH\n/);
  expect(await walletJson<BalanceView>('balance')).toMatchObject({ height: 0, spendable: '0', caughtUp: false });
  expect((await wallet('history')).out).toBe('time  amount  fee  state  height  id\n');
  expect(await walletJson('coins', '--spendable')).toEqual({ coins: [], next: null });
});

describe('what cannot be done says so in one line', () => {
  const id = 'ab'.repeat(32);
  test.each([
    ['not enough', ['send', () => first, '1'], 1, 'NOT_ENOUGH_FUNDS'],
    ['a bad address', ['send', () => `${first}q`, '1'], 1, 'BAD_ADDRESS'],
    ['nothing to send', ['send', () => first, '0'], 1, 'AMOUNT_OUT_OF_RANGE'],
    ['nothing to cancel', ['cancel', () => id], 1, 'UNKNOWN_TRANSACTION'],
  ] as const)('%s', async (_case, [command, argument, ...rest], code, error) => {
    const outcome = await wallet(command, argument(), ...rest, '--json');
    expect(outcome.code).toBe(code);
    expect(JSON.parse(outcome.out)).toMatchObject({ error: { code: error } });
    expect(outcome.err).toMatch(/^salvia: [^\n]+\n$/);
  });

  test.each([
    ['an amount that is none', ['send', 'txch1q', 'much']],
    ['a negative amount', ['send', 'txch1q', '--', '-1']],
    ['an id that is too short', ['cancel', 'ab']],
    ['a URL that is none', ['balance', '--rpc', 'here']],
  ])('%s', async (_case, argv) => {
    const outcome = await salvia('wallet', ...argv);
    expect(outcome.code).toBe(2);
    expect(outcome.out).toBe('');
  });

  test('no wallet', async () => {
    const outcome = await salvia('wallet', 'balance', '--rpc', 'http://127.0.0.1:1', '--json');
    expect(outcome.code).toBe(1);
    expect(JSON.parse(outcome.out)).toMatchObject({ error: { code: 'UNREACHABLE' } });
  });
});

test('every command explains itself', async () => {
  for (const command of ['address', 'balance', 'send', 'history', 'coins', 'cancel']) {
    const { code, out } = await salvia('wallet', command, '--help');
    expect(code).toBe(0);
    expect(out).toContain('--json');
  }
});

describe('an amount', () => {
  test.each([
    ['1', 1_000_000_000_000n],
    ['1.5', 1_500_000_000_000n],
    ['0.000000000001', 1n],
    ['0', 0n],
    ['1500mojo', 1500n],
    ['1mojo', 1n],
    ['18446744073709551615mojo', (1n << 64n) - 1n],
    ['18446744.073709551615', (1n << 64n) - 1n],
  ])('%s', (text, mojos) => expect(amount(text)).toBe(mojos));

  test.each([
    '',
    '-1',
    '1.',
    '.5',
    '1e3',
    '0.0000000000001',
    '18446744.073709551616',
    '18446744073709551616mojo',
    '1,5',
  ])('not "%s"', (text) =>
    expect(() => amount(text)).toThrow(expect.objectContaining({ code: 'commander.invalidArgument' })),
  );
});
