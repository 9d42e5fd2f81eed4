import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadKeyFile } from '@salvia/keychain';
import { loadAuthority, loadIdentity } from '@salvia/network';
import { parseNetworkFile } from '@salvia/protocol';
import { type InitOptions, initFolder, initLayout, parseInitOptions } from '../src/setup/init.ts';
import { DEVNET_MNEMONIC } from '../src/setup/mnemonic.ts';

describe('the command line of init', () => {
  test('has defaults for all but the folder', () => {
    expect(parseInitOptions(['here'])).toEqual({ folder: 'here', plots: 12, k: 18, blockTime: 6, services: [] });
    expect(
      parseInitOptions(['-k', '19', 'here', '--plots', '3', '--block-time', '10', '--services', 'node-1,farmer']),
    ).toEqual({
      folder: 'here',
      plots: 3,
      k: 19,
      blockTime: 10,
      services: ['node-1', 'farmer'],
    });
  });

  test.each([
    [[]],
    [['a', 'b']],
    [['a', '--plots', '0']],
    [['a', '-k', 'x']],
    [['a', '--plots=']],
    [['a', '--nodes', '2']],
    [['a', '--services', '../b']],
  ])('refuses %j', (argv: string[]) => {
    expect(() => parseInitOptions(argv)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
  });
});

describe('a folder for services that share none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'devnet-init-'));
  const places = initLayout(folder);
  const options: InitOptions = { folder, plots: 2, k: 18, blockTime: 6, services: ['node-1'] };
  const plots = () => readdirSync(places.plots('harvester')).sort();
  const steps = new Set<string>();
  beforeAll(() => initFolder(options, (step) => void steps.add(step)), 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test('holds a network file, keys that only their owner reads, and all plots, each kind in its own place', async () => {
    expect(parseNetworkFile(JSON.parse(readFileSync(join(folder, 'network', 'network.json'), 'utf8'))).name).toBe(
      'devnet',
    );
    expect(await loadKeyFile(join(folder, 'keys', 'keys.json'))).toEqual({ keys: [{ mnemonic: DEVNET_MNEMONIC }] });
    expect(plots()).toEqual(['plot-k18-1.plot', 'plot-k18-2.plot']);
    expect(readdirSync(join(folder, 'network')).sort()).toEqual(['devnet.json', 'network.json']);
    expect(steps).toContain('plot 2 of 2');
    const { authority } = loadIdentity(join(folder, 'services', 'node-1', 'tls'));
    expect(authority).toBe(loadAuthority(join(folder, 'authority')).certificate);
  });

  test('is left alone when it is complete, and gets only the plots that are missing', async () => {
    const network = readFileSync(places.network);
    const first = join(places.plots('harvester'), 'plot-k18-1.plot');
    const { mtimeMs } = statSync(first);
    const made = new Set<string>();
    await initFolder(options, (step) => void made.add(step));
    expect([...made]).toEqual([]);
    rmSync(join(places.plots('harvester'), 'plot-k18-2.plot'));
    await initFolder(options, (step) => void made.add(step));
    expect(plots()).toEqual(['plot-k18-1.plot', 'plot-k18-2.plot']);
    expect(statSync(first).mtimeMs).toBe(mtimeMs);
    expect(readFileSync(places.network)).toEqual(network);
  }, 300_000);

  test('is not turned into another network', async () => {
    await expect(initFolder({ ...options, blockTime: 7 }, () => {})).rejects.toMatchObject({ code: 'BAD_DATA_DIR' });
    expect(readdirSync(join(folder, 'network'))).not.toContain('devnet.pid');
  });
});
