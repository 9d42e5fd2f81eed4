import type { ListenRequest, Timers, Transport } from '@salvia/network';
import type { SimulatedClock } from '../clock.ts';
import { seededRandom } from '../seeded-random.ts';
import type { Trace } from '../trace.ts';
import { createBarriers, type Groups } from './barriers.ts';
import type { Connection } from './connection.ts';
import { type LinkQuality, type Links, linkBetween } from './links.ts';
import { simulatedTransport } from './transport.ts';

/** Whoever has an address in the network. */
export interface Resident {
  readonly name: string;
  readonly host: string;
  /** What its certificate proves; null: it shows none. */
  readonly nodeId: Uint8Array | null;
}

export interface PartOptions {
  /** Whether connections between groups break at once; else they are silent, until they are healed or given up. */
  readonly breaks?: boolean;
}

/** The network between simulated nodes. */
export interface SimulatedNetwork {
  /** Gives somebody an address, and what reaches others from it. Its host must be nobody else's. */
  transport(resident: Resident): Transport;
  /** How many connections there are at the moment. */
  readonly size: number;
  /** Nothing goes from one group to another; names in no group are in one more. */
  part(groups: Groups, options?: PartOptions): void;
  heal(): void;
  /** Nothing goes to or from a node, and nobody is told. */
  unplug(name: string): void;
  plug(name: string): void;
}

/** What listens at an address. */
export interface Door {
  readonly resident: Resident;
  readonly request: ListenRequest;
}

/** What the parts of a network share. */
export interface NetworkContext {
  readonly doors: Map<string, Door>;
  readonly residents: Map<string, Resident>;
  readonly connections: Set<Connection>;
  readonly trace: Trace;
  timersOf(label: string): Timers;
  randomOf(label: string): ReturnType<typeof seededRandom>;
  qualityOf(a: string, b: string): LinkQuality;
  isCut(a: string, b: string): boolean;
}

export interface NetworkOptions {
  readonly seed: string;
  readonly clock: SimulatedClock;
  readonly links: Links;
  readonly trace: Trace;
}

export function createNetwork({ seed, clock, links, trace }: NetworkOptions): SimulatedNetwork {
  const connections = new Set<Connection>();
  const barriers = createBarriers(() => {
    for (const connection of connections) connection.retry();
  });
  const context: NetworkContext = {
    doors: new Map(),
    residents: new Map(),
    connections,
    trace,
    timersOf: (label) => clock.timersOf(label),
    randomOf: (label) => seededRandom(seed, 'line', label),
    qualityOf: (a, b) => linkBetween(links, a, b),
    isCut: barriers.isCut,
  };
  return {
    transport(resident) {
      context.residents.set(resident.host, resident);
      return simulatedTransport(resident, context);
    },
    get size() {
      return connections.size;
    },
    part(groups, { breaks = false } = {}) {
      barriers.part(groups);
      if (!breaks) return;
      for (const connection of [...connections]) if (barriers.isCut(...connection.names)) connection.break();
    },
    heal: barriers.heal,
    unplug: barriers.unplug,
    plug: barriers.plug,
  };
}
