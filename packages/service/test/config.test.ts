import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  commonOptions,
  endpoint,
  endpoints,
  formatEndpoint,
  loadConfig,
  type ServiceError,
  texts,
} from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'salvia-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const info = { name: 'salvia-test', description: 'a role to test', version: '1.2.3' };
const schema = z.strictObject({
  ...commonOptions('farmer'),
  fullNodes: endpoints().default([]).describe('full nodes to dial'),
  introducer: endpoint().nullable().default(null).describe('introducer to ask'),
  folders: texts().default([]).describe('folders'),
  limits: z.strictObject({ inbound: z.int().min(1) }).default({ inbound: 3 }),
  reward: z
    .string()
    .refine((text) => text.startsWith('xch'), 'an address that begins with xch')
    .default('xch1'),
});

function fileWith(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function configOf(argv: string[], environment: Record<string, string> = {}) {
  const loaded = await loadConfig(info, schema, argv, environment);
  if ('print' in loaded) throw new Error('expected a configuration');
  return loaded.config;
}

async function failureOf(argv: string[], environment: Record<string, string> = {}): Promise<ServiceError> {
  return configOf(argv, environment).then(
    () => {
      throw new Error('expected a refusal');
    },
    (error) => error,
  );
}

describe('precedence', () => {
  const file = fileWith('all.yaml', 'rpcPort: 1001\nport: 1002\nlogLevel: warn\n');

  test('defaults stand where nothing is set', async () => {
    expect(await configOf([])).toMatchObject({
      port: 8447,
      rpcPort: 8559,
      host: '127.0.0.1',
      insecure: false,
      limits: { inbound: 3 },
    });
  });

  test('file beats defaults, environment beats file, flags beat environment', async () => {
    const config = await configOf(['--config', file, '--rpc-port', '3001'], {
      SALVIA_RPC_PORT: '2001',
      SALVIA_PORT: '2002',
    });
    expect(config).toMatchObject({ rpcPort: 3001, port: 2002, logLevel: 'warn' });
  });

  test('the file may be named by the environment, and an empty variable counts as not set', async () => {
    const config = await configOf([], { SALVIA_CONFIG: file, SALVIA_PORT: '' });
    expect(config.port).toBe(1002);
  });

  test('JSON is read as well as YAML', async () => {
    const json = fileWith(
      'all.json',
      JSON.stringify({ fullNodes: ['a:1', { host: '::1', port: 2 }], introducer: null }),
    );
    expect((await configOf(['--config', json])).fullNodes).toEqual([
      { host: 'a', port: 1 },
      { host: '::1', port: 2 },
    ]);
  });
});

describe('text values', () => {
  test('lists and objects are JSON or separated by commas', async () => {
    const config = await configOf(
      ['--full-nodes', 'a:1, [::1]:2', '--full-nodes', 'b:3', '--limits', '{"inbound": 9}'],
      {
        SALVIA_FOLDERS: '["x,y","z"]',
        SALVIA_INTRODUCER: '{"host": "c", "port": 4}',
      },
    );
    expect(config).toMatchObject({
      fullNodes: [
        { host: 'a', port: 1 },
        { host: '::1', port: 2 },
        { host: 'b', port: 3 },
      ],
      folders: ['x,y', 'z'],
      limits: { inbound: 9 },
      introducer: { host: 'c', port: 4 },
    });
  });

  test.each([
    [['--insecure'], true],
    [['--insecure', 'true'], true],
    [['--insecure', 'false'], false],
    [[], false],
  ])('%j', async (argv, insecure) => {
    expect((await configOf(argv)).insecure).toBe(insecure);
  });

  test('none empties a field that may be null', async () => {
    expect((await configOf(['--introducer', 'none'], { SALVIA_INTRODUCER: 'a:1' })).introducer).toBeNull();
  });

  test('an endpoint survives its text form', () => {
    const host = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(host, fc.integer({ min: 1, max: 65535 }), (name, port) => {
        expect(endpoint().parse(formatEndpoint({ host: name, port }))).toEqual({ host: name, port });
      }),
    );
  });
});

describe('a bad configuration is one line: field, found, allowed', () => {
  test.each<[string, string[], Record<string, string>, string, RegExp]>([
    ['not a number', ['--rpc-port', 'abc'], {}, 'rpcPort', /--rpc-port.*"abc".*integer from 0 to 65535/],
    ['out of range', [], { SALVIA_PORT: '65536' }, 'port', /SALVIA_PORT.*65536.*integer from 0 to 65535/],
    ['a fraction', ['--port', '1.5'], {}, 'port', /1\.5/],
    ['not in the list', ['--log-level', 'loud'], {}, 'logLevel', /"loud".*trace, debug, info/],
    ['not a boolean', [], { SALVIA_INSECURE: 'perhaps' }, 'insecure', /"perhaps".*true or false/],
    ['not an endpoint', ['--full-nodes', 'a:1,b'], {}, 'fullNodes[1]', /list of host:port/],
    ['bad port in a list', ['--full-nodes', 'a:70000'], {}, 'fullNodes[0].port', /a:70000.*list of host:port/],
    ['inside an object', ['--limits', '{"inbound": 0}'], {}, 'limits.inbound', /found 0.*integer of at least 1/],
    ['unknown inside an object', ['--limits', '{"x": 0}'], {}, 'limits.inbound', /found nothing/],
    ['a rule of its own', ['--reward', 'txch1'], {}, 'reward', /"txch1".*an address that begins with xch/],
    ['exposed RPC', ['--rpc-host', '0.0.0.0'], {}, 'rpcHost', /0\.0\.0\.0.*loopback.*insecure/],
    [
      'exposed port',
      ['--tls', 'false'],
      { SALVIA_HOST: '10.0.0.1' },
      'host',
      /SALVIA_HOST.*10\.0\.0\.1.*loopback.*insecure/,
    ],
    ['no folder', ['--tls-dir', ''], {}, 'tlsDir', /--tls-dir.*a text that is not empty, or null/],
  ])('%s', async (_case, argv, environment, field, line) => {
    const error = await failureOf(argv, environment);
    expect(error).toMatchObject({ code: 'BAD_CONFIG', exitCode: 2, context: { field } });
    expect(error.message).toMatch(line);
    expect(error.message).not.toContain('\n');
  });

  test.each<[string, string, string, RegExp]>([
    ['unknown key', 'zork: 1', 'zork', /unknown field.*network, dataDir/],
    ['wrong shape', 'fullNodes: 3', 'fullNodes', /found 3.*list of host:port/],
    ['unknown key in an item', 'fullNodes: [{host: a, port: 1, x: 2}]', 'fullNodes[0].x', /unknown field/],
    ['a list at the top', '[1]', 'config', /found a list.*map of options/],
    ['bad YAML', 'a: [', 'config', /bad YAML/],
  ])('in a file: %s', async (name, text, field, line) => {
    const path = fileWith(`${name}.yaml`, text);
    const error = await failureOf(['--config', path]);
    expect(error).toMatchObject({ code: 'BAD_CONFIG', context: { field } });
    expect(error.message).toMatch(line);
    expect(error.message).toContain(path);
    expect(error.message).not.toContain('\n');
  });

  test.each([[['--bogus']], [['--port']], [['word']], [['--config', '/does/not/exist.yaml']]])('%j', async (argv) => {
    expect(await failureOf(argv)).toMatchObject({ code: 'BAD_CONFIG' });
  });

  test('an encrypted port may be exposed as it is', async () => {
    expect(await configOf(['--host', '0.0.0.0'])).toMatchObject({ host: '0.0.0.0', tls: true, tlsDir: null });
  });

  test('an unencrypted port may be exposed on demand', async () => {
    expect(await configOf(['--host', '0.0.0.0', '--rpc-host', '::', '--tls', 'false', '--insecure'])).toMatchObject({
      host: '0.0.0.0',
    });
  });
});

describe('help and version', () => {
  test('help lists every field with description, default and what is allowed', async () => {
    const loaded = await loadConfig(info, schema, ['--help'], {});
    const text = 'print' in loaded ? loaded.print.replaceAll(/\s+/g, ' ') : '';
    for (const key of Object.keys(schema.shape)) {
      expect(text).toContain(`--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} `);
    }
    expect(text).toContain('full nodes to dial (default: []; a list of host:port, separated by commas)');
    expect(text).toContain('(default: 8447; an integer from 0 to 65535)');
  });

  test('version', async () => {
    expect(await loadConfig(info, schema, ['--version'], {})).toEqual({ print: '1.2.3\n' });
  });
});
