import { createBlockchain, memoryStores, type Verifier } from '@salvia/blockchain';
import { type BanList, createBanList, type Server } from '@salvia/network';
import { type Address, createPeerStore, type PeerStore } from '@salvia/peer-store';
import type { FullBlock, NetworkFile } from '@salvia/protocol';
import type { Place, SimulatedNode } from '@salvia/testkit';
import { assembleFullNode } from '../../../src/assemble.ts';
import { addBlock } from '../../../src/flow/add-block.ts';
import type { NodeState } from '../../../src/state.ts';
import { silent } from '../../support/node.ts';
import { peerDatabase } from '../../support/peer-database.ts';
import { wiringOf } from '../../support/wiring.ts';

/** A full node in a simulation, and what tests look at. */
export interface FullNode extends SimulatedNode {
  readonly state: NodeState;
  readonly server: Server;
  readonly peerStore: PeerStore;
  readonly bans: BanList;
  /** Takes a block as if it had been made here. */
  mint(block: FullBlock): Promise<void>;
}

export interface FullNodeWorld {
  readonly network: NetworkFile;
  /** A real one; shared, so that what all nodes have to check is checked once. */
  readonly verifier: Verifier;
  /** Whom to ask for other nodes. */
  readonly introducer: Address;
}

/** The full node as it is, but for its files, its clock and its sockets. */
export async function fullNode(world: FullNodeWorld, blocks: readonly FullBlock[], place: Place): Promise<FullNode> {
  const { network, verifier, introducer } = world;
  const { timers, random } = place;
  const db = await peerDatabase();
  const dependencies = { db, clock: timers, random: random.bytes, log: silent };
  const peerStore = await createPeerStore(dependencies, { privateAddresses: false });
  const chain = await createBlockchain({ ...network, stores: memoryStores(), pool: verifier });
  for (const block of blocks) await chain.receiveBlock(block, timers.now());
  const bans = createBanList(timers.now);
  const { state, server, parts } = await assembleFullNode({
    network,
    chain,
    verifier,
    peerStore,
    settings: {
      peers: [],
      introducer,
      publicAddress: null,
      targetOutbound: 10,
      peerIntervalSeconds: 30,
      shortSyncBlocks: 20,
    },
    wiring: wiringOf(place, bans),
    log: silent,
    timers,
    fatal: (error) => {
      throw error;
    },
  });
  return {
    state,
    server,
    peerStore,
    bans,
    mint: (block) => server.push(addBlock(state, block, null)),
    async start() {
      await peerStore.start();
      for (const part of parts) await part.start();
    },
    async stop() {
      for (const part of [...parts].reverse()) await part.stop();
      await peerStore.stop();
      await db.close();
      await chain.close();
    },
  };
}
