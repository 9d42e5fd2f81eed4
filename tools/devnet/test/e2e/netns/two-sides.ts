import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calibrate } from '@salvia/proof-of-time';
import type { NetworkFile } from '@salvia/protocol';
import { type Cable, createLab, type Lab, type LabHost } from '@salvia/testkit';
import { devnetConstants } from '../../../src/network/constants.ts';
import { layout } from '../../../src/plan/layout.ts';
import { prepareCertificates } from '../../../src/setup/certificates.ts';
import { quickNetwork } from '../quick-network.ts';
import { type Service, startService } from '../service.ts';

/** Two full nodes on two hosts; beside the first of them a timelord, a farmer and a harvester with plots of their own. */
export interface Side {
  readonly nodes: readonly [Service, Service];
  readonly timelord: Service;
}

/** Four full nodes of one network, which a single cable divides in halves that can both go on. */
export interface TwoSides {
  readonly network: NetworkFile;
  readonly left: Side;
  readonly right: Side;
  readonly nodes: readonly Service[];
  readonly cable: Cable;
  /** Of the network: configuration, logs and data of all services. */
  readonly folder: string;
  close(): Promise<void>;
}

const blockTime = 2;
const plots = { 'harvester-left': 10, 'harvester-right': 10 };
const names = [
  ...['introducer', 'node-1', 'node-2', 'node-3', 'node-4'],
  ...['left', 'right'].flatMap((side) => ['farmer', 'harvester', 'timelord'].map((role) => `${role}-${side}`)),
];
/** Two timelords and all others share a machine with perhaps two cores, which has other things to do besides. */
const shareOfTimelord = 0.12;

export async function startTwoSides(): Promise<TwoSides> {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-e2e-'));
  const iterationsPerSecond = calibrate(512, 1000) * shareOfTimelord;
  const constants = devnetConstants({ iterationsPerSecond, blockTime, expectedProofs: 11, k: 18 });
  const network = await quickNetwork(folder, { plots, constants });
  await prepareCertificates(layout(folder), names);
  const lab = await createLab();
  const services: Service[] = [];
  const started = async (...wish: Parameters<typeof startService>): Promise<Service> => {
    const service = await startService(...wish);
    services.push(service);
    return service;
  };
  const cable = await lab.connect('left', 'right');
  const seed = await lab.host('seed', 'left');
  const open = { host: '0.0.0.0' };
  await started(folder, { name: 'introducer', role: 'introducer', config: open }, seed);
  const nodeConfig = { ...open, introducer: `${seed.address}:8445`, peerIntervalSeconds: 2 };

  async function side(name: 'left' | 'right', numbers: readonly [number, number]): Promise<Side> {
    const hosts = await Promise.all(numbers.map((number) => lab.host(`host-${number}`, name)));
    const [first, second] = hosts as [LabHost, LabHost];
    const fullNodes = ['127.0.0.1:8444'];
    const node = (number: number, host: LabHost) =>
      started(folder, { name: `node-${number}`, role: 'full-node', config: nodeConfig }, host);
    const nodes = [await node(numbers[0], first), await node(numbers[1], second)] as const;
    const keyFile = layout(folder).keys;
    await started(folder, { name: `farmer-${name}`, role: 'farmer', config: { fullNodes, keyFile } }, first);
    const harvester = `harvester-${name}`;
    const plotDirectories = [layout(folder).plots(harvester)];
    await started(folder, { name: harvester, role: 'harvester', config: { plotDirectories } }, first);
    const timelord = await started(
      folder,
      { name: `timelord-${name}`, role: 'timelord', config: { fullNodes } },
      first,
    );
    return { nodes, timelord };
  }

  const left = await side('left', [1, 2]);
  const right = await side('right', [3, 4]);
  return {
    network,
    left,
    right,
    nodes: [...left.nodes, ...right.nodes],
    cable,
    folder,
    close: () => close(services, lab, folder),
  };
}

async function close(services: readonly Service[], lab: Lab, folder: string): Promise<void> {
  for (const service of services) service.signal('SIGCONT');
  await Promise.all(services.map((service) => service.stop()));
  await lab.close();
  rmSync(folder, { recursive: true, force: true });
}
