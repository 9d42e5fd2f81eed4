import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addBanRoutes, addConnectionsRoute, commonOptions, type RunningService, startService } from '@salvia/service';
import { z } from 'zod';
import { flatten } from '../src/show/flatten.ts';
import { salvia, salviaJson } from './support/salvia.ts';

const tip = { height: 7, headerHash: `0x${'ab'.repeat(32)}`, weight: '70', timestamp: '1700000000' };
const peer = {
  nodeId: new Uint8Array(32).fill(1),
  type: 'FARMER',
  host: '127.0.0.1',
  port: 8447,
  outbound: false,
  bytesIn: 2048,
  bytesOut: 512,
  connectedAt: 1,
  lastMessageAt: 0,
  roundTripMs: 3.2,
  clockOffsetMs: -12,
};
const bans = new Map([
  ['node 01', { key: 'node 01', until: 2_000, reason: 'INVALID_POT' }],
  ['host 192.0.2.1', { key: 'host 192.0.2.1', until: 1_000, reason: null }],
]);
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
let service: RunningService;

beforeAll(async () => {
  const config = z.object(commonOptions('full-node')).parse({ rpcPort: 0 });
  const response = z.looseObject({});
  service = await startService(
    {
      name: 'salvia-test',
      description: '',
      build: async ({ rpc }) => {
        rpc.get('/state', { summary: 'state', response }, () => ({
          height: 7,
          tips: [tip],
          lca: { ...tip, height: 5 },
        }));
        addConnectionsRoute(rpc, () => [peer]);
        addBanRoutes(rpc, { list: () => [...bans.values()], lift: (key) => bans.delete(key) });
        return [];
      },
    },
    config,
    silent,
    () => {},
  );
});
afterAll(() => service.stop());

describe('show', () => {
  test('state, for people and for programs', async () => {
    expect((await salvia('show', '--rpc', service.rpcUrl)).out).toContain('tips[0].weight:');
    expect(await salviaJson('show', 'state', '--rpc', service.rpcUrl)).toMatchObject({ height: 7, tips: [tip] });
  });

  test('tips and the common ancestor', async () => {
    const { out } = await salvia('show', 'tips', '--rpc', service.rpcUrl);
    expect(out).toMatch(/^tip +7 +0xabab/m);
    expect(out).toMatch(/^LCA +5 /m);
  });

  test('peers with honest units', async () => {
    const { out } = await salvia('show', 'peers', '--rpc', service.rpcUrl);
    expect(out).toMatch(/^FARMER +127\.0\.0\.1:8447 +inbound +0101010101 +never +2\.0 +0\.5 +3 ms +-12 ms$/m);
  });

  test('bans, and lifts one', async () => {
    const { out } = await salvia('show', 'bans', '--rpc', service.rpcUrl);
    expect(out.split('\n').slice(1, 3)).toEqual([
      expect.stringMatching(/^1970-01-01T00:00:01.000Z +host 192.0.2.1$/),
      expect.stringMatching(/^1970-01-01T00:00:02.000Z +INVALID_POT +node 01$/),
    ]);
    const lift = ['show', 'bans', '--lift', 'node 01', '--rpc', service.rpcUrl];
    expect(await salviaJson(...lift)).toEqual({ lifted: 'node 01' });
    expect((await salvia(...lift)).code).toBe(1);
    expect(await salviaJson('show', 'bans', '--rpc', service.rpcUrl)).toEqual({
      bans: [{ key: 'host 192.0.2.1', until: 1_000, reason: null }],
    });
  });

  test('metrics', async () => {
    const metrics = await salviaJson<Record<string, number>>('show', 'metrics', '--rpc', service.rpcUrl);
    expect(metrics['salvia_event_loop_delay_seconds{quantile="max"}']).toBeGreaterThanOrEqual(0);
  });

  test('a service that does not answer', async () => {
    const { code, out } = await salvia('show', '--rpc', 'http://127.0.0.1:1', '--json');
    expect([code, JSON.parse(out)]).toEqual([1, { error: { code: 'UNREACHABLE', message: expect.any(String) } }]);
  });

  test.each([
    [['show', '--rpc', 'nowhere']],
    [['show', 'everything']],
    [['show', '--role', 'daemon']],
    [['show', 'peers', '--lift', 'x']],
  ])('%j is a wrong command line', async (argv) => {
    expect((await salvia(...argv)).code).toBe(2);
  });
});

describe('the command itself', () => {
  test.each([
    [['--help']],
    [['--version']],
    [['keys', '--help']],
    [['plots', 'create', '--help']],
    [['run', '--help']],
  ])('%j ends with 0', async (argv) => {
    expect(await salvia(...argv)).toMatchObject({ code: 0, err: '' });
  });

  test.each([[[]], [['dance']], [['keys']], [['run']], [['run', 'daemon']], [['show', '--bogus']]])(
    '%j ends with 2',
    async (argv) => {
      expect((await salvia(...argv)).code).toBe(2);
    },
  );
});

test('flatten gives each leaf its path', () => {
  const value = { a: 1, b: { c: [1, 2], d: [{ e: null }], f: [] } };
  expect(flatten(value)).toEqual([
    ['a', '1'],
    ['b.c', '1, 2'],
    ['b.d[0].e', 'none'],
    ['b.f', 'none'],
  ]);
});
