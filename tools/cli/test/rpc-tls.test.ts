import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commonOptions, loadConfig, type RunningService, startService } from '@salvia/service';
import { z } from 'zod';
import { salvia, salviaJson } from './support/salvia.ts';

const folder = mkdtempSync(join(tmpdir(), 'salvia-rpc-tls-'));
const at = (...parts: string[]) => join(folder, ...parts);
const schema = z.strictObject(commonOptions('farmer'));
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let service: RunningService;
let url = '';

/** A folder with a key and a certificate of an authority. */
async function enrol(name: string, authority: string): Promise<void> {
  await salviaJson('tls', 'request', name, '--dir', at(name));
  await salviaJson('tls', 'issue', at(name, 'node.csr'), '--authority', at(authority));
}

async function configOf(...argv: string[]) {
  const info = { name: 'salvia-test', description: '', version: '1' };
  const loaded = await loadConfig(info, schema, ['--rpc-host', '0.0.0.0', '--rpc-port', '0', ...argv], {});
  if ('print' in loaded) throw new Error('expected a configuration');
  return loaded.config;
}

beforeAll(async () => {
  for (const authority of ['authority', 'foreign'])
    await salviaJson('tls', 'create-authority', '--dir', at(authority), '--network-id', 'net-1');
  await enrol('node', 'authority');
  await enrol('operator', 'authority');
  await enrol('stranger', 'foreign');
  await salviaJson('tls', 'self-signed', 'x', '--dir', at('self'));
  const build = async ({ rpc }: Parameters<Parameters<typeof startService>[0]['build']>[0]) => {
    rpc.get('/state', { summary: 'state', response: z.looseObject({}) }, () => ({ height: 7 }));
    return [];
  };
  const config = await configOf('--tls-dir', at('node'));
  service = await startService({ name: 'salvia-test', description: '', build }, config, silent, () => {});
  url = service.rpcUrl;
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

describe('RPC beyond this machine', () => {
  test('answers those with a certificate of the authority', async () => {
    expect(url).toMatch(/^https:/);
    expect(await salviaJson('show', 'state', '--rpc', url, '--tls-dir', at('operator'))).toEqual({ height: 7 });
  });

  test.each<[string, () => string[]]>([
    ['no certificate', () => []],
    ['one of another authority', () => ['--tls-dir', at('stranger')]],
    ['plain HTTP', () => ['--rpc', url.replace('https', 'http')]],
  ])('does not answer %s', async (_what, argv) => {
    const { code, out } = await salvia('show', 'state', '--rpc', url, ...argv(), '--json');
    expect([code, JSON.parse(out).error.code]).toEqual([1, 'UNREACHABLE']);
  });

  test('is not asked with half of what it takes', async () => {
    const { code, err } = await salvia('show', 'state', '--rpc', url, '--tls-dir', at('self'));
    expect([code, err]).toEqual([2, expect.stringContaining('ca.crt')]);
  });

  test.each<[string, () => string[]]>([
    ['an authority', () => ['--tls-dir', at('self')]],
    ['TLS', () => ['--tls-dir', at('node'), '--tls', 'false']],
  ])('is not served without %s', async (_what, argv) => {
    await expect(configOf(...argv())).rejects.toMatchObject({ code: 'BAD_CONFIG', context: { field: 'rpcHost' } });
  });
});
