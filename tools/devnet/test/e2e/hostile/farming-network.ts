import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calibrate } from '@salvia/proof-of-time';
import { type NetworkFile, NodeType } from '@salvia/protocol';
import type { Role } from '@salvia/service';
import type { Victim } from '@salvia/testkit';
import { devnetConstants } from '../../../src/network/constants.ts';
import { layout } from '../../../src/plan/layout.ts';
import { prepareCertificates } from '../../../src/setup/certificates.ts';
import { quickNetwork } from '../quick-network.ts';
import { type Service, startService } from '../service.ts';

/** Processes of a network that farms: the node to be attacked, with everything that farms at it, and a node that is its peer. */
export interface FarmingNetwork {
  readonly folder: string;
  readonly network: NetworkFile;
  readonly victim: Victim;
  readonly node: Service;
  /** Honest all the way, connected with the node that is attacked. */
  readonly neighbour: Service;
  readonly timelord: Service;
}

const services = ['node', 'neighbour', 'farmer', 'harvester', 'timelord'] as const;
const [plots, k, blockTime] = [10, 18, 2];
/** What of a processor is left to the timelord while attacks go on. */
const shareOfTimelord = 0.3;

/** Blocks above the lowest tip that a short sync bridges: few, so that a handful of blocks is worth a full sync. */
export const SHORT_SYNC_BLOCKS = 3;

/** Stops services, those that a test has stopped time for as well. */
export async function stopAll(services: readonly Service[]): Promise<void> {
  for (const service of services) service.signal('SIGCONT');
  await Promise.all(services.map((service) => service.stop()));
}

/** @param running gets every service as soon as it runs, so that those can be stopped whatever happens to the others */
export async function startFarmingNetwork(running: Service[]): Promise<FarmingNetwork> {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-e2e-'));
  const places = layout(folder);
  const iterationsPerSecond = calibrate(512, 1000) * shareOfTimelord;
  const constants = {
    ...devnetConstants({ iterationsPerSecond, blockTime, expectedProofs: plots, k }),
    // However fast blocks come while a test is the only timelord, nothing is adjusted.
    DIFFICULTY_EPOCH: 4096,
    DIFFICULTY_WARP_FACTOR: 1024,
  };
  const network = await quickNetwork(folder, { plots: { harvester: plots }, constants });
  await prepareCertificates(places, services);

  async function start(name: (typeof services)[number], role: Role, config: object): Promise<Service> {
    const service = await startService(folder, { name, role, config: { port: 0, rpcPort: 0, ...config } });
    running.push(service);
    return service;
  }
  const portOf = (name: string): number => JSON.parse(readFileSync(places.ready(name), 'utf8')).port as number;
  const nodeConfig = { shortSyncBlocks: SHORT_SYNC_BLOCKS, peerIntervalSeconds: 2 };

  const node = await start('node', 'full-node', nodeConfig);
  const at = `127.0.0.1:${portOf('node')}`;
  const neighbour = await start('neighbour', 'full-node', { ...nodeConfig, peers: [at] });
  await start('farmer', 'farmer', { fullNodes: [at], keyFile: places.keys });
  await start('harvester', 'harvester', {
    farmers: [`127.0.0.1:${portOf('farmer')}`],
    plotDirectories: [places.plots('harvester')],
  });
  const timelord = await start('timelord', 'timelord', { fullNodes: [at] });
  return {
    folder,
    network,
    victim: { networkId: network.networkId, nodeType: NodeType.FULL_NODE, port: portOf('node') },
    node,
    neighbour,
    timelord,
  };
}
