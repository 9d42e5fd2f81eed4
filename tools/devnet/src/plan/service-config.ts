import type { Layout } from './layout.ts';
import type { Ports } from './ports.ts';
import type { ServicePlan } from './topology.ts';

/** What all services of a devnet share. */
export interface Shared {
  readonly layout: Layout;
  readonly ports: Readonly<Record<string, Ports>>;
  /** Where farmer and pool rewards go. */
  readonly rewardAddress: string;
}

const local = (port: number) => `127.0.0.1:${port}`;

function roleConfig(service: ServicePlan, { layout, ports, rewardAddress }: Shared): object {
  const dialled = service.dials.map((name) => local(ports[name]?.port ?? 0));
  switch (service.role) {
    case 'introducer':
      return {};
    case 'full-node':
      return { introducer: dialled[0], peerIntervalSeconds: 2 };
    case 'timelord':
      return { fullNodes: dialled };
    case 'farmer':
      return {
        fullNodes: dialled,
        keyFile: layout.keys,
        farmerRewardAddress: rewardAddress,
        poolRewardAddress: rewardAddress,
      };
    case 'harvester':
      return { farmers: dialled, plotDirectories: [layout.plots(service.name)] };
    case 'wallet':
      return { fullNodes: dialled, keyFile: layout.keys };
  }
}

/** The configuration file of one service. */
export function serviceConfig(service: ServicePlan, shared: Shared): object {
  const { layout, ports } = shared;
  return {
    network: layout.network,
    dataDir: layout.data(service.name),
    readyFile: layout.ready(service.name),
    logFormat: 'json',
    ...ports[service.name],
    ...roleConfig(service, shared),
  };
}
