import { type Blockchain, createBlockchain, inlineVerifier, sqliteStores, withCache } from '@salvia/blockchain';
import { DatabaseError } from '@salvia/database';
import { type Ban, type BanList, createBanList, createServer, type Server } from '@salvia/network';
import { createPeerStore } from '@salvia/peer-store';
import { type FullBlock, type Handlers, type NetworkFile, NodeType } from '@salvia/protocol';
import { createSimulation, type Place, type SimulatedNode, type Simulation } from '@salvia/testkit';
import { assembleFullNode } from '../../src/assemble.ts';
import { createState } from '../../src/create-state.ts';
import { onConnect } from '../../src/flow/on-connect.ts';
import { createHandlers } from '../../src/handlers/index.ts';
import type { NodeState } from '../../src/state.ts';
import { nobody, silent } from './node.ts';
import { peerDatabase } from './peer-database.ts';
import { wiringOf } from './wiring.ts';

type FullNodeHandlers = Handlers<typeof NodeType.FULL_NODE>;

/** A full node of a test. */
export interface SyncSpec {
  readonly name: string;
  /** What it has from the beginning, besides genesis. */
  readonly blocks?: readonly FullBlock[];
  /** Where its chain is; default: in memory. */
  readonly path?: string;
  /** Whether its disk is full now. */
  readonly diskFull?: () => boolean;
  /** What it says instead of what an honest node would. */
  readonly lies?: (state: NodeState, honest: FullNodeHandlers) => Partial<FullNodeHandlers>;
}

export interface SyncNode extends SimulatedNode {
  readonly state: NodeState;
  readonly chain: Blockchain;
  readonly server: Server;
  readonly bans: BanList;
  /** Every ban that it has imposed, lengthened ones again. */
  readonly imposed: readonly Ban[];
}

export type SyncWorld = Simulation<SyncSpec, SyncNode> & {
  /** Connects one with others, in that order. */
  connect(name: string, others: readonly string[]): Promise<void>;
  height(name: string): number;
  isBanned(by: string, name: string): boolean;
};

const startMs = 1_700_000_000_000;

/** Full nodes on a network and a clock of their own. A full sync begins four blocks above the lowest tip. */
export function createSyncWorld(network: NetworkFile): SyncWorld {
  const verifier = withCache(inlineVerifier(network), 64 << 20);
  const simulation = createSimulation<SyncSpec, SyncNode>({
    seed: 'sync',
    startMs,
    networkId: network.networkId,
    links: { usual: { latencyMs: 20, jitterMs: 5, lossRate: 0 } },
    async nodes({ blocks = [], path = ':memory:', lies, diskFull = () => false }, place) {
      const opened = await createBlockchain({ ...network, stores: sqliteStores({ path }), pool: verifier });
      const chain = limited(opened, diskFull);
      for (const block of blocks) await opened.receiveBlock(block, startMs);
      const parts = { network, chain, verifier, timers: place.timers, log: silent };
      const node = lies ? await liar(parts, place, lies) : await honest(parts, place);
      return { ...node, chain };
    },
  });
  return {
    ...simulation,
    async connect(name, others) {
      for (const other of others) {
        const wanted = { ...simulation.addressOf(other), nodeType: NodeType.FULL_NODE };
        await simulation.clock.settle(simulation.node(name).server.dial(wanted));
      }
    },
    height: (name) =>
      Math.max(
        ...simulation
          .node(name)
          .chain.tips()
          .map(({ data }) => data.height),
      ),
    isBanned: (by, name) => simulation.node(by).bans.isBanned(`host ${simulation.addressOf(name).host}`),
  };
}

/** A chain that finds no space for a block while the disk is full, as one in a file does. */
const limited = (chain: Blockchain, diskFull: () => boolean): Blockchain => ({
  ...chain,
  receiveBlock: async (block, nowMs, options) => {
    const isNext = chain.hasHeader(block.header.data.prevHeaderHash);
    if (isNext && diskFull()) throw new DatabaseError('DISK_FULL', { path: 'chain.sqlite' });
    return chain.receiveBlock(block, nowMs, options);
  },
});

interface Parts {
  readonly network: NetworkFile;
  readonly chain: Blockchain;
  readonly verifier: NodeState['verifier'];
  readonly timers: Place['timers'];
  readonly log: typeof silent;
}

const shortSyncBlocks = 3;

async function honest({ log, ...parts }: Parts, place: Place): Promise<Omit<SyncNode, 'chain'>> {
  const imposed: Ban[] = [];
  const bans = createBanList(place.timers.now, { put: (ban) => void imposed.push(ban), drop: () => {} });
  const db = await peerDatabase();
  const dependencies = { db, clock: place.timers, random: place.random.bytes, log };
  const node = await assembleFullNode({
    ...parts,
    peerStore: await createPeerStore(dependencies, { privateAddresses: false }),
    settings: {
      peers: [],
      introducer: null,
      publicAddress: null,
      targetOutbound: 0,
      peerIntervalSeconds: 30,
      shortSyncBlocks,
    },
    wiring: wiringOf(place, bans),
    log,
    fatal: (error) => {
      throw error;
    },
  });
  // Whom to be connected with is the test's affair.
  const running = node.parts.filter(({ name }) => name !== 'discovery');
  return {
    state: node.state,
    server: node.server,
    bans,
    imposed,
    async start() {
      for (const part of running) await part.start();
    },
    async stop() {
      for (const part of running.toReversed()) await part.stop();
      await db.close();
      await parts.chain.close();
    },
  };
}

async function liar(parts: Parts, place: Place, lies: NonNullable<SyncSpec['lies']>): Promise<Omit<SyncNode, 'chain'>> {
  const imposed: Ban[] = [];
  const bans = createBanList(place.timers.now, { put: (ban) => void imposed.push(ban), drop: () => {} });
  const state = await createState({ ...parts, peerBook: nobody, shortSyncBlocks, pause: async () => {} });
  const handlers = createHandlers(state);
  const server = createServer({
    ...wiringOf(place, bans),
    nodeType: NodeType.FULL_NODE,
    networkId: parts.network.networkId,
    handlers: { ...handlers, ...lies(state, handlers) },
    onConnect: (peer) => onConnect(state, peer),
    log: parts.log,
    timers: place.timers,
  });
  return {
    state,
    server,
    bans,
    imposed,
    start: () => server.start(),
    async stop() {
      await server.stop();
      await parts.chain.close();
    },
  };
}
