import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addConnectionsRoute, commonOptions, type RunningService, startService } from '@salvia/service';
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
};
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
    expect(out).toMatch(/^FARMER +127\.0\.0\.1:8447 +inbound +0101010101 +never +2\.0 +0\.5 +3 ms$/m);
  });

  test('metrics', async () => {
    const metrics = await salviaJson<Record<string, number>>('show', 'metrics', '--rpc', service.rpcUrl);
    expect(metrics['salvia_event_loop_delay_seconds{quantile="max"}']).toBeGreaterThanOrEqual(0);
  });

  test('a service that does not answer', async () => {
    const { code, out } = await salvia('show', '--rpc', 'http://127.0.0.1:1', '--json');
    expect([code, JSON.parse(out)]).toEqual([1, { error: { code: 'UNREACHABLE', message: expect.any(String) } }]);
  });

  test.each([[['show', '--rpc', 'nowhere']], [['show', 'everything']], [['show', '--role', 'wallet']]])(
    '%j is a wrong command line',
    async (argv) => {
      expect((await salvia(...argv)).code).toBe(2);
    },
  );
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

  test.each([[[]], [['dance']], [['keys']], [['run']], [['run', 'wallet']], [['show', '--bogus']]])(
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
