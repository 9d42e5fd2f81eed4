import { expect } from '@jest/globals';
import { headerHash, NodeType } from '@salvia/protocol';
import { connectProbe, type Probe } from '../probe.ts';
import { until } from '../process.ts';
import type { Service } from '../service.ts';
import { bytesOf, type StateView, text } from '../views.ts';
import type { FarmingNetwork } from './farming-network.ts';

const seconds = 1000;
const MIB = 2 ** 20;
/** How much the memory of the node may grow in the course of all attacks together. */
const MOST_GROWTH = 256 * MIB;

/** Looks whether the network is well: the same questions after every attack. */
export interface Witness {
  /** An honest stranger comes, and is served. */
  newcomerIsServed(): Promise<void>;
  /** Peers that were there before the attacks still are, with the connections that they had. */
  honestAreThere(): Promise<void>;
  /** A block is farmed, and reaches the neighbour. */
  farms(): Promise<void>;
  memoryIsBounded(): Promise<void>;
  close(): Promise<void>;
}

const stateOf = ({ rpc }: Service): Promise<StateView> => rpc.state<StateView>();
const residentBytes = async ({ rpc }: Service): Promise<number> =>
  (await rpc.metrics()).get('process_resident_memory_bytes') ?? Number.POSITIVE_INFINITY;

/** Those that were let in before the attacks, by id, and since when. */
async function honestOf({ rpc }: Service): Promise<Record<string, number>> {
  const connections = await rpc.connections();
  return Object.fromEntries(connections.map(({ nodeId, connectedAt }) => [nodeId, connectedAt]));
}

/** Asks for the heaviest block that the node speaks of. */
async function isServed(probe: Probe, node: Service): Promise<void> {
  const [tip] = (await stateOf(node)).tips;
  if (tip === undefined) throw new Error('a node without tips');
  await probe.send('request_block', { height: tip.height, headerHash: bytesOf(tip.headerHash) });
  await probe.heard('respond_block', ({ block }) => text(headerHash(block.header)) === tip.headerHash, 20 * seconds);
}

/** Waits until the network farms, and remembers how it is then. */
export async function createWitness({ network, victim, node, neighbour }: FarmingNetwork): Promise<Witness> {
  const heightAbove = (service: Service, height: number) =>
    until(async () => ((await stateOf(service)).height > height ? true : null), 60 * seconds);
  const probeFrom = () => connectProbe(network, NodeType.FULL_NODE, victim.port);

  const resident = await probeFrom();
  await Promise.all([heightAbove(node, 2), heightAbove(neighbour, 2)]);
  const honest = await honestOf(node);
  const bytes = await residentBytes(node);
  return {
    async newcomerIsServed() {
      const newcomer = await probeFrom();
      try {
        await isServed(newcomer, node);
      } finally {
        await newcomer.close();
      }
    },
    async honestAreThere() {
      expect(await honestOf(node)).toMatchObject(honest);
      await isServed(resident, node);
    },
    async farms() {
      const { height } = await stateOf(node);
      await Promise.all([heightAbove(node, height), heightAbove(neighbour, height)]);
    },
    async memoryIsBounded() {
      expect(((await residentBytes(node)) - bytes) / MIB).toBeLessThan(MOST_GROWTH / MIB);
    },
    close: () => resident.close(),
  };
}
