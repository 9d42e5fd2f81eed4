import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import {
  addConnectionsRoute,
  type CommonConfig,
  commonOptions,
  createNetworkMetrics,
  createRpcClient,
  decimal,
  hexBytes,
  type Log,
  RpcError,
  RpcRefusal,
  type RunningService,
  type ServiceContext,
  startService,
  toRpcJson,
} from '../src/index.ts';

const silent: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const config = z.object(commonOptions('farmer')).parse({ rpcPort: 0 });
const running: RunningService[] = [];
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop();
});

async function serve(register: (context: ServiceContext<CommonConfig>) => void): Promise<RunningService> {
  const build = async (context: ServiceContext<CommonConfig>) => {
    register(context);
    return [];
  };
  const service = await startService({ name: 'salvia-test', description: '', build }, config, silent, () => {});
  running.push(service);
  return service;
}

const state = z.object({ hash: hexBytes(), weight: decimal(), tips: z.array(z.int()) });

describe('what a role answers', () => {
  test('bytes as 0x-hex, bigint as text, undocumented fields dropped', async () => {
    const { rpcUrl } = await serve(({ rpc }) => {
      rpc.get('/state', { summary: 'state', response: state }, () => ({
        hash: new Uint8Array([0, 255]),
        weight: 2n ** 70n,
        tips: [1],
        secretKey: 'never',
      }));
    });
    expect(await createRpcClient(rpcUrl).state()).toEqual({
      hash: '0x00ff',
      weight: '1180591620717411303424',
      tips: [1],
    });
  });

  test('queries and bodies are checked', async () => {
    const { rpcUrl } = await serve(({ rpc }) => {
      const number = z.object({ n: z.coerce.number().int() });
      rpc.get('/next', { summary: 'n + 1', query: number, response: z.object({ n: z.int() }) }, ({ n }) => ({
        n: n + 1,
      }));
      rpc.post(
        '/next',
        { summary: 'n + 1', body: z.object({ n: z.int() }), response: z.object({ n: z.int() }) },
        ({ n }) => ({ n: n + 1 }),
      );
    });
    const client = createRpcClient(rpcUrl);
    expect(await client.get('/next', { n: '4' })).toEqual({ n: 5 });
    expect(await client.post('/next', { n: 4 })).toEqual({ n: 5 });
    await expect(client.get('/next', { n: 'x' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(client.post('/next', { n: '4' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('errors are coded', async () => {
    const { rpcUrl } = await serve(({ rpc }) => {
      rpc.get('/gone', { summary: 'gone', response: z.object({}) }, () => {
        throw new RpcError('NOT_FOUND', 'no such block');
      });
      rpc.get('/poor', { summary: 'poor', response: z.object({}) }, () => {
        throw new RpcRefusal('NOT_ENOUGH_FUNDS', 'there are 5 mojos');
      });
      rpc.get('/broken', { summary: 'broken', response: z.object({}) }, () => Promise.reject(new Error('two\nlines')));
    });
    const client = createRpcClient(rpcUrl);
    await expect(client.get('/gone')).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'no such block' });
    await expect(client.get('/poor')).rejects.toMatchObject({
      code: 'NOT_ENOUGH_FUNDS',
      message: 'there are 5 mojos',
    });
    await expect(client.get('/broken')).rejects.toMatchObject({ code: 'INTERNAL', message: 'two lines' });
    await expect(client.get('/never')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('nothing that listens is UNREACHABLE', async () => {
    const { rpcUrl, stop } = await serve(() => {});
    await stop();
    await expect(createRpcClient(rpcUrl).state()).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(await createRpcClient(rpcUrl).healthy()).toBe(false);
  });

  test('connections', async () => {
    const connection = {
      nodeId: new Uint8Array(32).fill(7),
      type: 'FARMER',
      host: '127.0.0.1',
      port: 8447,
      outbound: true,
      bytesIn: 1,
      bytesOut: 2,
      connectedAt: 3,
      lastMessageAt: 0,
      roundTripMs: null,
      clockOffsetMs: -3,
    };
    const { rpcUrl } = await serve(({ rpc }) => addConnectionsRoute(rpc, () => [connection]));
    expect(await createRpcClient(rpcUrl).connections()).toEqual([{ ...connection, nodeId: `0x${'07'.repeat(32)}` }]);
  });
});

describe('web pages of other sites', () => {
  test('a Host header that is not this machine is refused', async () => {
    const { rpcUrl } = await serve(() => {});
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      request(`${rpcUrl}/healthz`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('a POST that is not declared as JSON is refused', async () => {
    const { rpcUrl } = await serve(({ rpc }) =>
      rpc.post('/x', { summary: 'x', body: z.object({}), response: z.object({}) }, () => ({})),
    );
    const response = await fetch(`${rpcUrl}/rpc/x`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'BAD_REQUEST' } });
  });
});

describe('description and metrics', () => {
  test('openapi.json names every route with its schema', async () => {
    const { rpcUrl } = await serve(({ rpc }) =>
      rpc.get('/state', { summary: 'the state', response: state }, () => null),
    );
    const document = await (await fetch(`${rpcUrl}/openapi.json`)).json();
    expect(document).toMatchObject({ openapi: '3.1.0', paths: { '/rpc/state': { get: { summary: 'the state' } } } });
  });

  test('memory, event loop and network', async () => {
    const { rpcUrl } = await serve(({ metrics }) => {
      const network = createNetworkMetrics(metrics);
      network.onMessage('in', 'new_tip', 100);
      network.onMessage('in', 'new_tip', 50);
      network.onError('INVALID_HANDSHAKE', null);
      network.onConnections({ FARMER: 2 });
      network.onConnections({ FULL_NODE: 1 });
      network.onHandlerDone('new_tip', 0.02);
      metrics.total('salvia_test_total', 'kept elsewhere', () => 42);
    });
    const metrics = await createRpcClient(rpcUrl).metrics();
    expect(metrics.get('process_resident_memory_bytes')).toBeGreaterThan(1e6);
    expect(metrics.get('salvia_event_loop_delay_seconds{quantile="max"}')).toBeGreaterThanOrEqual(0);
    expect(metrics.get('salvia_network_messages_total{direction="in",name="new_tip"}')).toBe(2);
    expect(metrics.get('salvia_network_bytes_total{direction="in"}')).toBe(150);
    expect(metrics.get('salvia_network_errors_total{code="INVALID_HANDSHAKE"}')).toBe(1);
    expect(metrics.get('salvia_network_connections{type="FULL_NODE"}')).toBe(1);
    expect(metrics.has('salvia_network_connections{type="FARMER"}')).toBe(false);
    expect(metrics.get('salvia_test_total')).toBe(42);
    expect(metrics.get('salvia_network_handler_seconds_count{name="new_tip"}')).toBe(1);
  });
});

test('toRpcJson gives what JSON can carry', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.bigInt(), fc.boolean(), fc.constant(null), fc.uint8Array());
  const value = fc.oneof(leaf, fc.array(leaf), fc.dictionary(fc.string(), fc.array(leaf)));
  fc.assert(
    fc.property(value, (given) => {
      const json = toRpcJson(given);
      expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    }),
  );
});
