import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, newIdentity, type Server } from '@salvia/network';
import { type BodyOf, Delivery, type Handlers, NodeType, out } from '@salvia/protocol';
import { createRpcClient, type RunningService, startService } from '@salvia/service';
import { writeNetworkFile } from '@salvia/testkit';
import { configSchema, introducer } from '../src/index.ts';

const { WALLET, INTRODUCER } = NodeType;
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

let folder: string;
let service: RunningService;
const servers: Server[] = [];

async function start(): Promise<void> {
  const config = configSchema.parse({
    network: join(folder, 'network.json'),
    dataDir: join(folder, 'data'),
    port: 0,
    rpcPort: 0,
    maxPeersToSend: 2,
  });
  service = await startService(introducer, config, log, (error) => {
    throw error;
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'salvia-introducer-'));
  writeNetworkFile(join(folder, 'network.json'));
  await start();
});
afterEach(async () => {
  await service.stop();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  rmSync(folder, { recursive: true });
});

/** A peer that only wants to know others. */
async function client(nodeType: typeof WALLET | typeof NodeType.FULL_NODE) {
  let onPeers: (body: BodyOf<'respond_peers'>) => void = () => {};
  const handlers = {
    async *respond_peers(body: BodyOf<'respond_peers'>) {
      onPeers(body);
    },
  };
  const server = createServer({
    nodeType,
    identity: await newIdentity('client'),
    networkId: 'test-network',
    host: '127.0.0.1',
    port: 0,
    insecure: false,
    handlers: handlers as unknown as Handlers<typeof nodeType>,
    log,
  });
  servers.push(server);
  await server.start();
  return {
    server,
    /** Asks once; the ports in the answer. */
    async ask(): Promise<number[]> {
      const answer = new Promise<BodyOf<'respond_peers'>>((resolve) => {
        onPeers = resolve;
      });
      const { nodeId } = await server.dial({
        host: '127.0.0.1',
        port: service.ports.port ?? 0,
        nodeType: INTRODUCER,
        onConnect: () => [out('request_peers', INTRODUCER, Delivery.RESPOND, {})],
      });
      const { peerList } = await answer;
      server.close(nodeId);
      expect(peerList.every(({ host, timestamp }) => host === '127.0.0.1' && timestamp === 0n)).toBe(true);
      return peerList.map(({ port }) => port).sort((a, b) => a - b);
    },
  };
}

const state = async (): Promise<Record<string, unknown>> =>
  (await createRpcClient(service.rpcUrl).get('/state')) as Record<string, unknown>;

async function untilVetted(count: number): Promise<void> {
  while ((await state()).vetted !== count) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('introducing', () => {
  test('a full node becomes known by coming, and others are told of it at once', async () => {
    const first = await client(NodeType.FULL_NODE);
    expect(await first.ask()).toEqual([]);
    await untilVetted(1);
    const second = await client(NodeType.FULL_NODE);
    expect(await second.ask()).toEqual([first.server.port]);
    await untilVetted(2);
    expect(await first.ask()).toEqual([second.server.port]);
    expect(await (await client(WALLET)).ask()).toEqual([first.server.port, second.server.port].sort((a, b) => a - b));
    expect(await state()).toMatchObject({ known: 2, vetted: 2, networkId: 'test-network' });
  });

  test('at most as many as configured', async () => {
    for (let i = 0; i < 4; i++) await (await client(NodeType.FULL_NODE)).ask();
    await untilVetted(4);
    expect(await (await client(WALLET)).ask()).toHaveLength(2);
  });

  test('nobody is told of a wallet', async () => {
    await (await client(WALLET)).ask();
    expect(await state()).toMatchObject({ known: 0 });
  });

  test('what it knows survives a restart', async () => {
    const node = await client(NodeType.FULL_NODE);
    await node.ask();
    await untilVetted(1);
    await service.stop();
    await start();
    expect(await (await client(WALLET)).ask()).toEqual([node.server.port]);
  });
});

test('a full node that misbehaves is forgotten', async () => {
  const node = await client(NodeType.FULL_NODE);
  await node.ask();
  await untilVetted(1);
  const { nodeId } = await node.server.dial({
    host: '127.0.0.1',
    port: service.ports.port ?? 0,
    nodeType: INTRODUCER,
    // An introducer takes no peers from anybody.
    onConnect: () => [
      { name: 'respond_peers', to: INTRODUCER as never, delivery: Delivery.RESPOND, body: { peerList: [] } },
    ],
  });
  await untilVetted(0);
  expect(await state()).toMatchObject({ known: 0 });
  node.server.close(nodeId);
});
