import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadKeyFile, saveKeyFile } from '@salvia/keychain';
import { parseNetworkFile } from '@salvia/protocol';
import { salvia, salviaJson } from './support/salvia.ts';

const folder = mkdtempSync(join(tmpdir(), 'salvia-network-'));
const keys = join(folder, 'keys.json');
const plots = join(folder, 'plots');
let plot = '';

beforeAll(async () => {
  await salviaJson('keys', 'generate', '--out', keys);
  const made = await salviaJson<{ plots: { path: string }[] }>('plots', 'create', '--keys', keys, '-d', plots);
  plot = made.plots[0]?.path ?? '';
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface Checked {
  readonly plots: readonly { readonly found: number; readonly keys: string; readonly problem: string | null }[];
  readonly bad: number;
}

test('plots and a network are made with an encrypted key file too', async () => {
  const [sealed, passphraseFile] = [join(folder, 'sealed.json'), join(folder, 'passphrase')];
  const entries = await loadKeyFile(keys);
  await saveKeyFile(sealed, entries, { passphrase: 'correct horse', sealCost: { n: 1024, r: 8, p: 1 } });
  writeFileSync(passphraseFile, 'correct horse\n', { mode: 0o600 });
  const named = ['--keys', sealed, '--passphrase-file', passphraseFile];
  const own = join(folder, 'sealed-plots');
  await salviaJson('plots', 'create', '-d', own, ...named);
  const { plots: checked } = await salviaJson<Checked>('plots', 'check', '-d', own, '-n', '5', ...named);
  expect(checked).toEqual([expect.objectContaining({ keys: 'own', problem: null })]);
  const out = join(folder, 'sealed-network.json');
  const speed = ['--iterations-per-second', '1000', '--block-time', '1'];
  await salviaJson('network', 'create', 'sealed', '--plots', own, '--out', out, ...speed, ...named);
  expect(parseNetworkFile(JSON.parse(readFileSync(out, 'utf8'))).name).toBe('sealed');
  writeFileSync(passphraseFile, 'battery staple\n', { mode: 0o600 });
  expect(await salvia('plots', 'create', '-d', own, ...named)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^salvia: wrong passphrase[^\n]*\n$/),
  });
}, 120_000);

describe('plots', () => {
  test('a plot that was made is sound and ours', async () => {
    const { plots: checked, bad } = await salviaJson<Checked>('plots', 'check', '-d', plots, '--keys', keys, '--full');
    expect(bad).toBe(0);
    expect(checked).toEqual([expect.objectContaining({ keys: 'own', problem: null })]);
    expect(checked[0]?.found).toBeGreaterThan(0);
  });

  test('one for other keys is pointed out', async () => {
    const others = join(folder, 'others.json');
    await salviaJson('keys', 'generate', '--out', others);
    const { plots: checked } = await salviaJson<Checked>('plots', 'check', plot, '--keys', others);
    expect(checked[0]?.keys).toBe('foreign');
  });

  test('a broken one is a failure that names its code', async () => {
    const broken = join(folder, 'broken.plot');
    copyFileSync(plot, broken);
    truncateSync(broken, 500);
    const { code, out } = await salvia('plots', 'check', plot, broken);
    expect(code).toBe(1);
    expect(out).toContain('sound');
    expect(out).toContain('WRONG_SIZE');
  });

  test.each([
    [['plots', 'create', '-k', '50', '--keys', keys], 2],
    [['plots', 'create', '-n', '0', '--keys', keys], 2],
    [['plots', 'create', '--farmer-public-key', 'ff'], 2],
    [['plots', 'create', '--keys', join(folder, 'none.json')], 1],
    [['plots', 'check', '-d', join(folder, 'none')], 1],
  ])('%j fails with %i', async (argv, code) => {
    expect((await salvia(...argv)).code).toBe(code);
  });
});

describe('network', () => {
  const out = join(folder, 'network.json');
  const create = (...argv: string[]) =>
    salvia(
      'network',
      'create',
      'testing',
      '--keys',
      keys,
      '--plots',
      plots,
      '--iterations-per-second',
      '2000',
      '--block-time',
      '1',
      ...argv,
    );

  test('a created network is one that services accept', async () => {
    const constants = join(folder, 'constants.json');
    writeFileSync(
      constants,
      JSON.stringify({ DISCRIMINANT_SIZE_BITS: 256, COINBASE_FREEZE_PERIOD: 7, MIN_ITERS_STARTING: '500' }),
    );
    const { code, err } = await create('--out', out, '--constants', constants);
    expect([code, err]).toEqual([0, '']);
    const file = parseNetworkFile(JSON.parse(readFileSync(out, 'utf8')));
    expect(file.name).toBe('testing');
    expect(file.constants).toMatchObject({
      DISCRIMINANT_SIZE_BITS: 256,
      COINBASE_FREEZE_PERIOD: 7,
      MIN_ITERS_STARTING: 500n,
    });
    const printed = await salviaJson<object>('network', 'print', out);
    expect(printed).toMatchObject({
      name: 'testing',
      networkId: file.networkId,
      genesisHash: expect.stringMatching(/^0x[0-9a-f]{64}$/),
    });
  });

  test('an existing network file is kept', async () => {
    const before = readFileSync(out, 'utf8');
    expect((await create('--out', out)).code).toBe(1);
    expect(readFileSync(out, 'utf8')).toBe(before);
  });

  test.each([
    ['unknown', { NUMBER_OF_TAILS: 3 }, /NUMBER_OF_TAILS/],
    ['not a number', { BLOCK_TIME_TARGET: 'x' }, /BLOCK_TIME_TARGET.*"x"/],
    ['not allowed', { DISCRIMINANT_SIZE_BITS: 257 }, /DISCRIMINANT_SIZE_BITS.*257/],
  ])('constants that are %s are a wrong command line', async (_case, change, line) => {
    const constants = join(folder, 'bad.json');
    writeFileSync(constants, JSON.stringify(change));
    const { code, err } = await create('--out', join(folder, 'never.json'), '--constants', constants);
    expect(code).toBe(2);
    expect(err).toMatch(line);
  });

  test('a bad network file is one line: field, found, allowed', async () => {
    const bad = join(folder, 'bad-network.json');
    writeFileSync(bad, JSON.stringify({ ...JSON.parse(readFileSync(out, 'utf8')), vdfScheme: 'sundial' }));
    const { code, err } = await salvia('network', 'print', bad);
    expect(code).toBe(2);
    expect(err).toMatch(/vdfScheme.*sundial.*chiavdf/);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('without plots of the key there is no genesis', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expect((await create('--out', join(folder, 'never.json'), '--plots', empty)).code).toBe(1);
  });
});
