import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type NetworkFile, NodeType } from '@salvia/protocol';
import { devnetConstants } from '../../src/network/constants.ts';
import { layout } from '../../src/plan/layout.ts';
import { prepareCertificates } from '../../src/setup/certificates.ts';
import { connectProbe } from './probe.ts';
import { until } from './process.ts';
import { quickNetwork } from './quick-network.ts';
import { type Service, startService } from './service.ts';

const seconds = 1000;
const constants = {
  ...devnetConstants({ iterationsPerSecond: 1, blockTime: 3, expectedProofs: 1, k: 18 }),
  DISCRIMINANT_SIZE_BITS: 64,
};

const folder = mkdtempSync(join(tmpdir(), 'salvia-e2e-'));
const places = layout(folder);
const running = new Set<Service>();
let network: NetworkFile;
let port = 0;

interface Line {
  readonly msg: string;
  readonly code?: string;
  readonly context?: object;
  readonly hint?: string;
}

const linesOf = (service: string): Line[] =>
  readFileSync(places.log(service), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

/** Waits for a line of a service's log with this code. */
const said = (service: string, code: string, wanted: (line: Line) => boolean = () => true): Promise<Line> =>
  until(() => linesOf(service).find((line) => line.code === code && wanted(line)) ?? null, 20 * seconds);

async function start(name: string, role: 'full-node' | 'farmer', config: object): Promise<Service> {
  const service = await startService(folder, { name, role, config: { rpcPort: 0, ...config } });
  running.add(service);
  return service;
}

const startNode = (): Promise<Service> => start('node', 'full-node', { port });
const startFarmer = (name: string, config: object = {}): Promise<Service> =>
  start(name, 'farmer', { port: 0, keyFile: places.keys, fullNodes: [`127.0.0.1:${port}`], ...config });

const farmersOf = async (node: Service): Promise<number> =>
  (await node.rpc.connections()).filter(({ type }) => type === 'FARMER').length;

beforeAll(async () => {
  network = await quickNetwork(folder, { plots: { harvester: 1 }, constants });
  await prepareCertificates(places, ['node', 'farmer']);
  await prepareCertificates({ ...places, authority: join(folder, 'foreign') }, ['stranger']);
}, 120 * seconds);
afterAll(async () => {
  for (const service of running) await service.stop();
  rmSync(folder, { recursive: true });
});

describe('a full node of a network with an authority', () => {
  let node: Service;
  beforeAll(async () => {
    node = await startNode();
    ({ port } = JSON.parse(readFileSync(places.ready('node'), 'utf8')) as { port: number });
  }, 60 * seconds);

  test('takes a farmer with a certificate of that authority', async () => {
    await startFarmer('farmer');
    await until(async () => ((await farmersOf(node)) === 1 ? true : null), 20 * seconds);
  });

  test('refuses one with a certificate of another, and both say why', async () => {
    await startFarmer('stranger');
    expect(await said('node', 'CERTIFICATE_NOT_TRUSTED')).toMatchObject({
      msg: 'peer refused',
      context: { nodeType: NodeType.FARMER },
    });
    expect(await said('stranger', 'CERTIFICATE_NOT_TRUSTED')).toMatchObject({
      msg: 'peer refused',
      context: { nodeType: NodeType.FULL_NODE },
    });
    expect(await farmersOf(node)).toBe(1);
  });

  test('refuses one with a certificate of its own, made at its first start, which is told what it lacks', async () => {
    await startFarmer('newcomer');
    expect(linesOf('newcomer').map(({ msg }) => msg)).toContain('made a key and a self-signed certificate');
    const line = await said('newcomer', 'CONNECT_FAILED', ({ hint }) => hint !== undefined);
    expect(line.hint).toContain('ca.crt');
    expect(await farmersOf(node)).toBe(1);
  });

  test('does not speak to one on plain ws', async () => {
    await startFarmer('plain', { tls: false });
    const line = await said('plain', 'CONNECT_FAILED', ({ hint }) => hint !== undefined);
    expect(line.hint).toContain('the option tls is off');
    expect(await farmersOf(node)).toBe(1);
  });

  test(
    'knows whom it has banned after a kill, until the ban is lifted',
    async () => {
      const probe = await connectProbe(network, NodeType.FULL_NODE, port);
      const peerList = Array.from({ length: 1001 }, (_, index) => ({
        host: '10.0.0.1',
        port: index + 1,
        timestamp: 0n,
      }));
      await probe.send('respond_peers_full_node', { peerList });
      const bans = async (): Promise<readonly { key: string; reason: string }[]> =>
        (await node.rpc.get<{ bans: { key: string; reason: string }[] }>('/bans')).bans;
      const before = await until(async () => ((await bans()).length > 0 ? bans() : null), 20 * seconds);
      await probe.close();
      expect(before).toEqual([
        expect.objectContaining({ key: expect.stringMatching(/^node /), reason: 'INVALID_BODY' }),
      ]);
      node.signal('SIGKILL');
      await node.ended;
      running.delete(node);
      node = await startNode();
      expect(await bans()).toEqual(before);
      await node.rpc.post('/bans/lift', { key: before[0]?.key });
      expect(await bans()).toEqual([]);
    },
    60 * seconds,
  );
});
