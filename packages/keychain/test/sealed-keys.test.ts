import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bls, fingerprint } from '@salvia/bls';
import {
  entropyToMnemonic,
  inspectKeyFile,
  type KeyFile,
  loadKeyFile,
  loadServiceKeys,
  masterKeyOf,
  saveKeyFile,
} from '../src/index.ts';
import { failure } from './arbitraries.ts';

const mnemonic = entropyToMnemonic(new Uint8Array(32).fill(3));
const example: KeyFile = { keys: [{ mnemonic }, { mnemonic, passphrase: 'p' }] };
const fingerprints = ['', 'p'].map((passphrase) => fingerprint(bls().publicKey(masterKeyOf(mnemonic, passphrase))));
const passphrase = 'correct horse';
/** Cheap guesses, for tests. */
const sealCost = { n: 2 ** 10, r: 8, p: 1 };

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'salvia-sealed-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rm(folder, { recursive: true }));

const save = (cost = sealCost): Promise<void> => saveKeyFile(path, example, { passphrase, sealCost: cost });

type Json = Record<string, unknown>;

/** Writes the file anew with something changed. */
async function tamper(change: (json: Json) => Json): Promise<void> {
  const json = JSON.parse(await readFile(path, 'utf8')) as Json;
  await writeFile(path, JSON.stringify(change(json)));
}

describe('an encrypted key file', () => {
  test('is read back with its passphrase, is private, and shows nothing', async () => {
    await save();
    expect(await loadKeyFile(path, { passphrase })).toEqual(example);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['keys.json']);
    const text = await readFile(path, 'utf8');
    for (const word of [...mnemonic.split(' '), passphrase]) expect(text).not.toContain(word);
  });

  test('costs 128 MiB for a guess unless told otherwise', async () => {
    await saveKeyFile(path, example, { passphrase });
    const { scrypt } = JSON.parse(await readFile(path, 'utf8')) as { scrypt: { n: number; r: number } };
    expect(128 * scrypt.n * scrypt.r).toBe(2 ** 27);
    expect(await loadKeyFile(path, { passphrase })).toEqual(example);
  });

  test('is never the same twice', async () => {
    await save();
    const first = await readFile(path, 'utf8');
    await saveKeyFile(path, example, { passphrase, sealCost, replace: true });
    const [before, after] = [first, await readFile(path, 'utf8')].map((text) => JSON.parse(text) as { data: string });
    expect(after?.data).not.toBe(before?.data);
  });

  test.each(['', 'correct horse ', 'Correct horse', 'incorrect'])('refuses the passphrase "%s"', async (wrong) => {
    await save();
    await expect(loadKeyFile(path, { passphrase: wrong })).rejects.toEqual(failure('WRONG_PASSPHRASE', { path }));
  });

  test('takes letters however they are composed', async () => {
    await saveKeyFile(path, example, { passphrase: 'caf\u00e9', sealCost });
    expect(await loadKeyFile(path, { passphrase: 'cafe\u0301' })).toEqual(example);
  });

  test('asks for its passphrase, and only an encrypted one does', async () => {
    await save();
    await expect(loadKeyFile(path)).rejects.toEqual(failure('PASSPHRASE_NEEDED', { path }));
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return passphrase;
    };
    expect(await loadKeyFile(path, { passphrase: ask })).toEqual(example);
    expect(asked).toBe(1);
    await saveKeyFile(path, example, { replace: true });
    expect(await loadKeyFile(path, { passphrase: ask })).toEqual(example);
    expect(asked).toBe(1);
  });

  test('of a service: the passphrase is in a file, without its end of line, or else in the environment', async () => {
    const variable = 'SALVIA_TEST_PASSPHRASE';
    const file = join(folder, 'passphrase');
    await writeFile(file, `${passphrase}\n`);
    await save();
    const load = (source: string | null) =>
      loadServiceKeys({ keyFile: path, passphraseFile: source }, variable, (_field, _complaint, cause) => cause);
    expect(await load(file)).toEqual(example);
    await expect(load(null)).rejects.toEqual(failure('PASSPHRASE_NEEDED', { path }));
    const none = join(folder, 'none');
    await expect(load(none)).rejects.toEqual(failure('PASSPHRASE_FILE', { path: none, cause: 'ENOENT' }));
    process.env[variable] = passphrase;
    try {
      expect(await load(null)).toEqual(example);
    } finally {
      delete process.env[variable];
    }
  });

  test('is not made with nothing for a passphrase', async () => {
    const saving = saveKeyFile(path, example, { passphrase: '' });
    await expect(saving).rejects.toEqual(failure('EMPTY_PASSPHRASE', { path }));
    expect(await readdir(folder)).toEqual([]);
  });

  test('says whose keys it holds without its passphrase, as a plain one does', async () => {
    await save();
    expect(await inspectKeyFile(path)).toEqual({ encrypted: true, fingerprints });
    await saveKeyFile(path, example, { replace: true });
    expect(await inspectKeyFile(path)).toEqual({ encrypted: false, fingerprints });
  });

  const flip = (text: unknown) => `${(text as string).startsWith('0') ? '1' : '0'}${(text as string).slice(1)}`;
  const inside = (json: Json, field: string, change: (inner: Json) => Json) => ({
    ...json,
    [field]: change(json[field] as Json),
  });
  test.each<[string, (json: Json) => Json]>([
    ['data', (json) => ({ ...json, data: flip(json.data) })],
    ['a byte less', (json) => ({ ...json, data: (json.data as string).slice(2) })],
    ['fingerprints', (json) => ({ ...json, fingerprints: [1] })],
    ['salt', (json) => inside(json, 'scrypt', (inner) => ({ ...inner, salt: flip(inner.salt) }))],
    ['cost', (json) => inside(json, 'scrypt', (inner) => ({ ...inner, n: 2 ** 11 }))],
    ['nonce', (json) => inside(json, 'cipher', (inner) => ({ ...inner, nonce: flip(inner.nonce) }))],
    ['tag', (json) => inside(json, 'cipher', (inner) => ({ ...inner, tag: flip(inner.tag) }))],
    ['checksum', (json) => ({ ...json, checksum: flip(json.checksum) })],
  ])('that is damaged (%s) is told from a wrong passphrase', async (_what, change) => {
    await save();
    await tamper(change);
    const damaged = failure('KEY_FILE_INVALID', { path, field: 'checksum' });
    await expect(loadKeyFile(path, { passphrase })).rejects.toEqual(damaged);
    await expect(inspectKeyFile(path)).rejects.toEqual(damaged);
  });

  test.each<[string, string, Json]>([
    ['no power of two', 'scrypt', { n: 1000 }],
    ['more memory than allowed', 'scrypt', { n: 2 ** 22 }],
    ['another cipher', 'cipher', { name: 'none' }],
    ['a short nonce', 'cipher', { nonce: '00' }],
  ])('with %s is refused before anything is derived', async (_what, field, change) => {
    await save();
    await tamper((json) => inside(json, field, (inner) => ({ ...inner, ...change })));
    const refused = failure('KEY_FILE_INVALID', { field: expect.stringContaining(field) });
    await expect(loadKeyFile(path, { passphrase })).rejects.toEqual(refused);
  });
});
