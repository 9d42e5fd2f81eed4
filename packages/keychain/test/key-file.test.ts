import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  entropyToMnemonic,
  farmerKey,
  farmingKeysOfEntry,
  type KeyFile,
  loadKeyFile,
  masterKeyOf,
  masterKeyOfEntry,
  poolKey,
  saveKeyFile,
} from '../src/index.ts';
import { failure } from './arbitraries.ts';

const mnemonic = entropyToMnemonic(new Uint8Array(32).fill(3));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const master = masterKeyOf(mnemonic);
const farming = { farmer: hex(farmerKey(master)), pool: hex(poolKey(master)) };
const example: KeyFile = { keys: [{ mnemonic }, { mnemonic, passphrase: 'p' }, { master: hex(master) }, farming] };

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'salvia-keys-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a key file', () => {
  test('is read back, private, and leaves nothing else in the folder', async () => {
    await saveKeyFile(path, example);
    expect(await loadKeyFile(path)).toEqual(example);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  test('is kept unless it shall be replaced', async () => {
    await saveKeyFile(path, example);
    const other: KeyFile = { keys: [farming] };
    await expect(saveKeyFile(path, other)).rejects.toEqual(failure('KEY_FILE_EXISTS', { path }));
    expect(await loadKeyFile(path)).toEqual(example);
    await saveKeyFile(path, other, { replace: true });
    expect(await loadKeyFile(path)).toEqual(other);
    expect(await readdir(folder)).toEqual(['keys.json']);
  });

  test.each([0o640, 0o604, 0o620, 0o666])('with mode %o is refused, or warned about', async (mode) => {
    await saveKeyFile(path, example);
    await chmod(path, mode);
    const error = failure('KEY_FILE_PERMISSIONS', { path, mode });
    await expect(loadKeyFile(path)).rejects.toEqual(error);
    const warnings: unknown[] = [];
    expect(await loadKeyFile(path, { onPermissions: (warning) => warnings.push(warning) })).toEqual(example);
    expect(warnings).toEqual([error]);
  });

  test('that is not there is missing', async () => {
    await expect(loadKeyFile(path)).rejects.toEqual(failure('KEY_FILE_MISSING', { path }));
  });

  test('cannot be a folder, nor be put into one that is missing', async () => {
    await mkdir(path);
    await expect(loadKeyFile(path)).rejects.toEqual(failure('KEY_FILE_IO', { path, cause: 'EISDIR' }));
    const nowhere = join(folder, 'missing', 'keys.json');
    await expect(saveKeyFile(nowhere, example)).rejects.toEqual(failure('KEY_FILE_IO', { cause: 'ENOENT' }));
  });

  const content = (keys: unknown): string => JSON.stringify({ version: 1, keys });
  test.each([
    ['no JSON', 'mnemonic', ''],
    ['no object', '[]', ''],
    ['another version', JSON.stringify({ version: 3, keys: [{ mnemonic }] }), 'version'],
    ['no keys', JSON.stringify({ version: 1 }), 'keys'],
    ['an empty list', content([]), 'keys'],
    ['a field too many', JSON.stringify({ version: 1, keys: [{ mnemonic }], more: 1 }), ''],
    ['a key that is text', content([mnemonic]), 'keys.0'],
    ['two kinds of key in one', content([{ mnemonic, master: hex(master) }]), 'keys.0'],
    ['a mistyped word', content([{ mnemonic }, { mnemonic: mnemonic.replace(/^\w+/, 'salvia') }]), 'keys.1.mnemonic'],
    ['a passphrase that is a number', content([{ mnemonic, passphrase: 1 }]), 'keys.0.passphrase'],
    ['a short secret key', content([{ master: 'ab' }]), 'keys.0.master'],
    ['a secret key above the group order', content([{ master: 'f'.repeat(64) }]), 'keys.0.master'],
    ['a farmer key without a pool key', content([{ farmer: farming.farmer }]), 'keys.0.pool'],
    ['a key without anything', content([{}]), 'keys.0.farmer'],
  ])('with %s is refused, naming the field', async (_case, text, field) => {
    await writeFile(path, text, { mode: 0o600 });
    await expect(loadKeyFile(path)).rejects.toEqual(failure('KEY_FILE_INVALID', { path, field }));
  });

  test('is not written if it could not be read', async () => {
    const broken: KeyFile = { keys: [{ mnemonic: 'abandon' }] };
    await expect(saveKeyFile(path, broken)).rejects.toEqual(failure('KEY_FILE_INVALID', { field: 'keys.0.mnemonic' }));
    expect(await readdir(folder)).toEqual([]);
  });

  test('never shows a secret in an error', async () => {
    const text = content([{ master: `${hex(master)}00` }]);
    await writeFile(path, text, { mode: 0o600 });
    const error = await loadKeyFile(path).catch((thrown: Error) => thrown);
    expect(JSON.stringify([error, (error as Error).message])).not.toContain(hex(master));
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});

describe('the keys of an entry', () => {
  test.each([
    ['a mnemonic', { mnemonic }, master],
    ['a mnemonic with a passphrase', { mnemonic, passphrase: 'p' }, masterKeyOf(mnemonic, 'p')],
    ['a master key', { master: hex(master) }, master],
    ['a master key with a prefix', { master: `0x${hex(master)}` }, master],
  ])('%s', (_case, entry, expected) => {
    expect(masterKeyOfEntry(entry)).toEqual(expected);
    expect(farmingKeysOfEntry(entry)).toEqual({ farmer: farmerKey(expected), pool: poolKey(expected) });
  });

  test('the farming keys alone', () => {
    expect(masterKeyOfEntry(farming)).toBeNull();
    expect(farmingKeysOfEntry(farming)).toEqual({ farmer: farmerKey(master), pool: poolKey(master) });
  });
});
