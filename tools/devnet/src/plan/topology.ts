import type { Role } from '@salvia/service';
import type { DevnetOptions } from './options.ts';

/** One process of the network, and which others its configuration names. */
export interface ServicePlan {
  readonly name: string;
  readonly role: Role;
  /** Names of the services it dials. Full nodes dial none: the introducer tells them of each other. */
  readonly dials: readonly string[];
}

const named = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);

const wrap = <T>(items: readonly T[], index: number): T => items[index % items.length] as T;

type Size = Pick<DevnetOptions, 'nodes' | 'farmers' | 'harvesters'>;

/** Name of the service that has the coins which the devnet farms. */
export const WALLET = 'wallet';

/** A wallet checks full nodes against each other; more than a few tell it nothing new. */
const nodesOfWallet = 3;

/** The services of a devnet in the order in which they start. */
export function topology(size: Size): ServicePlan[] {
  const nodes = named('node', size.nodes);
  const farmers = named('farmer', size.farmers);
  return [
    { name: 'introducer', role: 'introducer', dials: [] },
    ...nodes.map((name) => ({ name, role: 'full-node' as const, dials: ['introducer'] })),
    { name: 'timelord', role: 'timelord', dials: nodes },
    ...farmers.map((name, index) => ({ name, role: 'farmer' as const, dials: [wrap(nodes, index)] })),
    ...named('harvester', size.harvesters).map((name, index) => ({
      name,
      role: 'harvester' as const,
      dials: [wrap(farmers, index)],
    })),
    { name: WALLET, role: 'wallet', dials: nodes.slice(0, nodesOfWallet) },
  ];
}
