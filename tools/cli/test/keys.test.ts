import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { bls } from '@salvia/bls';
import { decodeAddress, masterKeyOf, saveKeyFile, standardPuzzleHash, walletKey } from '@salvia/keychain';
import { salvia, salviaJson } from './support/salvia.ts';

const folder = mkdtempSync(join(tmpdir(), 'salvia-keys-'));
const file = join(folder, 'keys.json');
afterAll(() => rmSync(folder, { recursive: true }));

interface Shown {
  readonly keys: readonly {
    readonly fingerprint: number;
    readonly addresses: readonly string[];
    readonly secrets?: { readonly mnemonic: string };
  }[];
}

describe('keys', () => {
  test('a generated key is in its file, which only the owner reads', async () => {
    const made = await salviaJson<{ mnemonic: string; fingerprint: number }>('keys', 'generate', '--out', file);
    expect(made.mnemonic.split(' ')).toHaveLength(24);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { keys } = await salviaJson<Shown>('keys', 'show', '--file', file, '--secret');
    expect(keys).toEqual([
      expect.objectContaining({
        fingerprint: made.fingerprint,
        secrets: expect.objectContaining({ mnemonic: made.mnemonic }),
      }),
    ]);
  });

  test('an existing file is kept', async () => {
    const { code, err } = await salvia('keys', 'generate', '--out', file);
    expect([code, err]).toEqual([1, expect.stringContaining(file)]);
  });

  test('without a file nothing is written, and twelve words are possible', async () => {
    const made = await salviaJson<{ mnemonic: string; file: null }>('keys', 'generate', '--words', '12');
    expect([made.mnemonic.split(' ').length, made.file]).toEqual([12, null]);
  });

  test('secrets are shown on demand only', async () => {
    const mnemonic = `${'abandon '.repeat(23)}art`;
    const known = join(folder, 'known.json');
    await saveKeyFile(known, { keys: [{ mnemonic }] });
    const plain = await salvia('keys', 'show', '--file', known, '--addresses', '3');
    expect(plain.out).not.toContain('abandon');
    expect((await salvia('keys', 'show', '--file', known, '--secret')).out).toContain(mnemonic);
  });

  test('addresses and derived keys are those of the mnemonic', async () => {
    const mnemonic = `${'abandon '.repeat(23)}art`;
    const known = join(folder, 'known.json');
    const publicKey = bls().publicKey(walletKey(masterKeyOf(mnemonic), 1));
    const { keys } = await salviaJson<Shown>('keys', 'show', '--file', known, '--addresses', '2', '--prefix', 'abc');
    const address = keys[0]?.addresses[1] ?? '';
    expect(decodeAddress(address, 'abc', 'mainnet')).toEqual(standardPuzzleHash(publicKey, 'mainnet'));
    const derived = await salviaJson<object>('keys', 'derive', 'm/12381/8444/2/1', '--file', known, '--prefix', 'abc');
    expect(derived).toMatchObject({ address, publicKey: `0x${Buffer.from(publicKey).toString('hex')}` });
    expect(derived).not.toHaveProperty('secretKey');
  });

  test.each([
    [['keys', 'derive', 'm/x', '--file', file], 2],
    [['keys', 'derive', 'm/4294967296', '--file', file], 2],
    [['keys', 'derive', 'm/1', '--file', file, '--key', '1'], 2],
    [['keys', 'show', '--file', join(folder, 'none.json')], 1],
    [['keys', 'generate', '--words', '13'], 2],
    [['keys', 'show', '--file', file, '--network', join(folder, 'none.json')], 2],
  ])('%j fails with %i', async (argv, code) => {
    const outcome = await salvia(...argv);
    expect(outcome.code).toBe(code);
    expect(outcome.err.trim().split('\n')).toHaveLength(1);
  });
});
