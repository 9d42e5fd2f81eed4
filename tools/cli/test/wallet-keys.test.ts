import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase } from '@salvia/database';
import { decodeAddress, inspectKeyFile, loadKeyFile, saveKeyFile } from '@salvia/keychain';
import { walletPath } from '@salvia/wallet';
import { type Outcome, salvia, salviaAsked, salviaJson } from './support/salvia.ts';

const MNEMONIC = `${'abandon '.repeat(23)}art`;
const FINGERPRINT = 1532878573;
const PASSPHRASE = 'correct horse';
/** Cheap guesses, for tests. */
const sealCost = { n: 2 ** 10, r: 8, p: 1 };
/** Of the mnemonic's first key (wallet 2.6). */
const ADDRESS = 'txch1wcdmmzw29gf2fj2s7xjvdhup8qjzterjy82ns6wvazprjdn46p7sdz8065';

let folder: string;
let file: string;
let passphraseFile: string;
let mnemonicFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salvia-wallet-keys-'));
  [file, passphraseFile, mnemonicFile] = ['keys.json', 'passphrase', 'mnemonic'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 });
  writeFileSync(mnemonicFile, `${MNEMONIC}\n`, { mode: 0o600 });
});
afterEach(() => {
  delete process.env.SALVIA_WALLET_PASSPHRASE;
  delete process.env.SALVIA_WALLET_MNEMONIC;
  rmSync(folder, { recursive: true });
});

interface NewKey {
  readonly mnemonic: string;
  readonly file: string;
  readonly encrypted: boolean;
  readonly fingerprint: number;
  readonly address: string;
}

const failureOf = ({ code, out }: Outcome) => [code, (JSON.parse(out) as { error: { code: string } }).error.code];
const files = () => readdirSync(folder).filter((name) => !['passphrase', 'mnemonic'].includes(name));

describe('wallet create', () => {
  test('writes an encrypted key file for the mnemonic that it prints', async () => {
    const args = ['wallet', 'create', '--file', file, '--passphrase-file', passphraseFile] as const;
    const made = await salviaJson<NewKey>(...args);
    expect(made).toMatchObject({ file, encrypted: true });
    expect(made.mnemonic.split(' ')).toHaveLength(24);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await inspectKeyFile(file)).toEqual({ encrypted: true, fingerprints: [made.fingerprint] });
    expect(await loadKeyFile(file, { passphrase: PASSPHRASE })).toEqual({ keys: [{ mnemonic: made.mnemonic }] });
    expect(decodeAddress(made.address, 'txch', 'mainnet')).toHaveLength(32);

    const before = readFileSync(file, 'utf8');
    expect(failureOf(await salvia(...args, '--json'))).toEqual([1, 'KEY_FILE_EXISTS']);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('takes the passphrase from the environment, and does without if told so', async () => {
    process.env.SALVIA_WALLET_PASSPHRASE = 'of the environment';
    const made = await salviaJson<NewKey>('wallet', 'create', '--file', file, '--words', '12');
    const { keys } = await loadKeyFile(file, { passphrase: 'of the environment' });
    expect(keys).toEqual([{ mnemonic: made.mnemonic }]);
    const plain = join(folder, 'plain.json');
    expect(await salviaJson<NewKey>('wallet', 'create', '--file', plain, '--no-encrypt')).toMatchObject({
      encrypted: false,
    });
    expect(await inspectKeyFile(plain)).toMatchObject({ encrypted: false });
  });

  test('asks for the passphrase twice, unseen', async () => {
    const { code, questions } = await salviaAsked([PASSPHRASE, PASSPHRASE], 'wallet', 'create', '--file', file);
    expect([code, questions.map(({ hidden }) => hidden)]).toEqual([0, [true, true]]);
    expect((await loadKeyFile(file, { passphrase: PASSPHRASE })).keys).toHaveLength(1);
  });

  test.each([
    ['two passphrases that differ', ['one', 'another'], 'FAILED', 1],
    ['an empty passphrase', ['', ''], 'EMPTY_PASSPHRASE', 1],
    ['nobody to ask', null, 'USAGE', 2],
  ])('makes nothing of %s', async (_case, answers, code, exitCode) => {
    const args = ['wallet', 'create', '--file', file, '--json'] as const;
    const outcome = answers === null ? await salvia(...args) : await salviaAsked(answers, ...args);
    expect(failureOf(outcome)).toEqual([exitCode, code]);
    expect(files()).toEqual([]);
  });
});

describe('wallet restore', () => {
  const restored = { file: expect.any(String), encrypted: true, fingerprint: FINGERPRINT, address: ADDRESS };

  test('writes the key of a mnemonic from a file, and does not print it', async () => {
    const args = ['--file', file, '--mnemonic-file', mnemonicFile, '--passphrase-file', passphraseFile];
    const { code, out, err } = await salvia('wallet', 'restore', ...args, '--json');
    expect([code, JSON.parse(out)]).toEqual([0, restored]);
    expect(out + err).not.toContain('abandon');
    expect(await loadKeyFile(file, { passphrase: PASSPHRASE })).toEqual({ keys: [{ mnemonic: MNEMONIC }] });
  });

  test('takes it from the environment, however it is written', async () => {
    process.env.SALVIA_WALLET_MNEMONIC = `  ${MNEMONIC.toUpperCase().replaceAll(' ', '  ')} `;
    process.env.SALVIA_WALLET_PASSPHRASE = PASSPHRASE;
    expect(await salviaJson<NewKey>('wallet', 'restore', '--file', file)).toEqual(restored);
  });

  test('asks for it, unseen', async () => {
    const answers = [MNEMONIC, PASSPHRASE, PASSPHRASE];
    const { code, out, questions } = await salviaAsked(answers, 'wallet', 'restore', '--file', file, '--json');
    expect([code, JSON.parse(out)]).toEqual([0, restored]);
    expect(questions.map(({ hidden }) => hidden)).toEqual([true, true, true]);
  });

  test.each([
    ['a word that is none', 'salvia', 'MNEMONIC_UNKNOWN_WORD'],
    ['a wrong order', 'abandon', 'MNEMONIC_CHECKSUM'],
    ['a word too many', 'art art', 'MNEMONIC_WORD_COUNT'],
  ])('makes nothing of a mnemonic with %s', async (_case, last, code) => {
    writeFileSync(mnemonicFile, `${'abandon '.repeat(23)}${last}`);
    const args = ['--file', file, '--mnemonic-file', mnemonicFile, '--passphrase-file', passphraseFile];
    expect(failureOf(await salvia('wallet', 'restore', ...args, '--json'))).toEqual([1, code]);
    expect(files()).toEqual([]);
  });

  test('warns of a file that others can read, and has no option for the secrets themselves', async () => {
    const open = join(folder, 'open');
    writeFileSync(open, PASSPHRASE, { mode: 0o644 });
    const args = ['--file', file, '--mnemonic-file', mnemonicFile, '--passphrase-file', open];
    expect((await salvia('wallet', 'restore', ...args)).err).toContain('chmod 600');
    expect((await salvia('wallet', 'restore', '--mnemonic', MNEMONIC)).code).toBe(2);
    expect((await salvia('wallet', 'restore', '--passphrase', PASSPHRASE)).code).toBe(2);
  });
});

test('keys of an encrypted file are shown to those who know its passphrase', async () => {
  await saveKeyFile(file, { keys: [{ mnemonic: MNEMONIC }] }, { passphrase: PASSPHRASE, sealCost });
  const args = ['keys', 'show', '--file', file, '--json'] as const;
  const shown = { keys: [expect.objectContaining({ fingerprint: FINGERPRINT, addresses: [ADDRESS] })] };
  expect(JSON.parse((await salviaAsked([PASSPHRASE], ...args)).out)).toEqual(shown);
  expect(JSON.parse((await salvia(...args, '--passphrase-file', passphraseFile)).out)).toEqual(shown);
  expect(failureOf(await salviaAsked(['guess'], ...args))).toEqual([1, 'WRONG_PASSPHRASE']);
  const derive = ['keys', 'derive', 'm/12381/8444/2/0', '--file', file, '--json'] as const;
  expect(JSON.parse((await salviaAsked([PASSPHRASE], ...derive)).out)).toMatchObject({ address: ADDRESS });
});

describe('wallet delete', () => {
  let database: string;
  let args: readonly string[];
  beforeEach(async () => {
    database = walletPath(folder, FINGERPRINT);
    args = ['wallet', 'delete', '--file', file, '--data-dir', folder, '--json'];
    await saveKeyFile(file, { keys: [{ mnemonic: MNEMONIC }] }, { passphrase: PASSPHRASE, sealCost });
    await (await openDatabase({ path: database, migrations: {} })).close();
  });

  test('removes the key file and the database, if the fingerprint is typed', async () => {
    writeFileSync(walletPath(folder, 1), 'of another key');
    const { code, out, questions } = await salviaAsked([` ${FINGERPRINT} `], ...args);
    expect([code, JSON.parse(out)]).toEqual([0, { fingerprints: [FINGERPRINT], removed: [database, file] }]);
    expect(questions).toHaveLength(1);
    expect(files()).toEqual(['wallet-1.sqlite']);
  });

  test('does not ask if told so, and needs no database', async () => {
    rmSync(database);
    expect(JSON.parse((await salvia(...args, '--yes')).out)).toMatchObject({ removed: [file] });
    expect(files()).toEqual([]);
  });

  test('removes a damaged database', async () => {
    writeFileSync(database, 'no database at all, but long enough to be one'.repeat(100));
    expect(await salviaJson('wallet', 'delete', '--file', file, '--data-dir', folder, '--yes')).toMatchObject({
      removed: [database, file],
    });
  });

  test.each([
    ['another answer', ['yes'], 'FAILED', 1],
    ['an empty answer', [''], 'FAILED', 1],
    ['nobody to ask', null, 'USAGE', 2],
  ])('leaves all as it is after %s', async (_case, answers, code, exitCode) => {
    const before = files();
    const outcome = answers === null ? await salvia(...args) : await salviaAsked(answers, ...args);
    expect(failureOf(outcome)).toEqual([exitCode, code]);
    expect(files()).toEqual(before);
  });

  test('leaves all as it is while the wallet runs', async () => {
    const running = await openDatabase({ path: database, migrations: {} });
    try {
      const before = files();
      expect(failureOf(await salvia(...args, '--yes'))).toEqual([1, 'LOCKED']);
      expect(files()).toEqual(before);
      expect(await loadKeyFile(file, { passphrase: PASSPHRASE })).toBeDefined();
    } finally {
      await running.close();
    }
  });

  test('finds nothing to delete without a key file', async () => {
    rmSync(file);
    expect(failureOf(await salvia(...args, '--yes'))).toEqual([1, 'KEY_FILE_MISSING']);
    expect(files()).toEqual([`wallet-${FINGERPRINT}.sqlite`]);
  });
});
