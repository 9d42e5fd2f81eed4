import type { Address } from '@salvia/peer-store';
import type { SimulatedClock } from './clock.ts';
import type { SimulatedNetwork } from './network/network.ts';
import type { Place } from './place.ts';
import { seededRandom } from './seeded-random.ts';

const PORT = 8444;
const NODE_ID_BYTES = 32;

export interface PlacesContext {
  readonly seed: string;
  readonly clock: SimulatedClock;
  readonly network: SimulatedNetwork;
}

/** Gives out places. Who comes back gets his old address and id, and chance that he has not had yet. */
export interface Places {
  of(name: string): Place;
  /** Where a node of that name is, or is going to be. */
  addressOf(name: string): Address;
}

/** Public addresses, each in a /16 of its own, as most of a large network's are. */
const hostOf = (index: number): string => `${20 + (index >> 8)}.${index & 255}.7.1`;

export function createPlaces({ seed, clock, network }: PlacesContext): Places {
  const addresses = new Map<string, Address>();
  const visits = new Map<string, number>();

  function addressOf(name: string): Address {
    const address = addresses.get(name) ?? { host: hostOf(addresses.size), port: PORT };
    addresses.set(name, address);
    return address;
  }

  return {
    addressOf,
    of(name) {
      const { host, port } = addressOf(name);
      const visit = (visits.get(name) ?? 0) + 1;
      visits.set(name, visit);
      const nodeId = seededRandom(seed, 'id', name).bytes(NODE_ID_BYTES);
      return {
        name,
        host,
        port,
        nodeId,
        identity: { key: '', certificate: '', authority: null, nodeId },
        transport: network.transport({ name, host, nodeId }),
        timers: clock.timersOf(name),
        random: seededRandom(seed, 'node', name, String(visit)),
        work: clock.work,
        addressOf,
      };
    },
  };
}
