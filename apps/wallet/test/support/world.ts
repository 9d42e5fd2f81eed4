import { inlineVerifier, type Verifier, withCache } from '@salvia/blockchain';
import { IN_MEMORY, openDatabase } from '@salvia/database';
import { type BanList, createBanList } from '@salvia/network';
import { createPeerStore, type PeerSchema, peerMigrations } from '@salvia/peer-store';
import type { FullBlock, NetworkFile } from '@salvia/protocol';
import { createSimulation, type Place, type SimulatedNode, type Simulation } from '@salvia/testkit';
import { createHeaderChain, createKeyRing, openWallet, type Wallet } from '@salvia/wallet';
import { type AssembledWallet, assembleWallet } from '../../src/assemble.ts';
import { type Lies, type TestFullNode, testFullNode } from './full-node.ts';
import { silent } from './peers.ts';

/** The owner of all rewards. */
export const masterKey = new Uint8Array(32).fill(7);

/** Long after every block of a test. */
const startMs = 1_700_000_000_000;

export type Spec =
  | { readonly name: string; readonly blocks: readonly FullBlock[]; readonly lies?: Lies }
  | {
      readonly name: string;
      readonly knows: readonly string[];
      readonly path?: string;
      readonly validation?: 'full' | 'sampled';
      readonly startingHeight?: number;
    };

/** A wallet node as it is, but for its clock and its sockets. */
export interface WalletNode extends SimulatedNode, AssembledWallet {
  readonly wallet: Wallet;
  readonly bans: BanList;
}

export interface World {
  readonly simulation: Simulation<Spec, WalletNode | TestFullNode>;
  /** A full node with these blocks, genesis left out. */
  fullNode(name: string, blocks: readonly FullBlock[], lies?: Lies): Promise<TestFullNode>;
  /** A wallet that stays connected with full nodes of these names. */
  wallet(knows: readonly string[], options?: Partial<Extract<Spec, { knows: unknown }>>): Promise<WalletNode>;
  /** Lets time pass until something holds; fails if it does not in a simulated minute or so. */
  until(condition: () => boolean, withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** One for all worlds of a network: every check is made, and made once. */
const verifiers = new Map<string, Verifier>();

function verifierOf(network: NetworkFile): Verifier {
  const verifier = verifiers.get(network.networkId) ?? withCache(inlineVerifier(network), 64 << 20);
  verifiers.set(network.networkId, verifier);
  return verifier;
}

export function createWorld(network: NetworkFile): World {
  const verifier = verifierOf(network);
  const simulation = createSimulation<Spec, WalletNode | TestFullNode>({
    seed: 'wallet',
    startMs,
    links: { usual: { latencyMs: 20, jitterMs: 5 } },
    networkId: network.networkId,
    nodes: (spec, place) =>
      'knows' in spec
        ? walletNode(network, verifier, spec, place)
        : testFullNode({ network, verifier, ...spec }, place),
  });
  return {
    simulation,
    fullNode: async (name, blocks, lies) =>
      (await simulation.join({ name, blocks, ...(lies && { lies }) })) as TestFullNode,
    wallet: async (knows, options = {}) => (await simulation.join({ name: 'wallet', knows, ...options })) as WalletNode,
    async until(condition, withinMs = 90_000) {
      const took = await simulation.clock.until(condition, { withinMs });
      if (took === null) throw new Error(`it did not come to hold in ${withinMs} simulated milliseconds`);
    },
    close: () => simulation.close(),
  };
}

async function walletNode(
  network: NetworkFile,
  verifier: Verifier,
  { knows, path = IN_MEMORY, validation = 'full', startingHeight = 0 }: Extract<Spec, { knows: unknown }>,
  place: Place,
): Promise<WalletNode> {
  const { host, port, identity, transport, timers, random } = place;
  const db = await openDatabase<PeerSchema>({ path: IN_MEMORY, migrations: peerMigrations });
  const dependencies = { db, clock: timers, random: random.bytes, log: silent };
  const peerStore = await createPeerStore(dependencies, { privateAddresses: false });
  const keys = createKeyRing(masterKey, network.coinRules);
  const wallet = await openWallet({ path, network, keys, now: timers.now, startingHeight });
  const bans = createBanList(timers.now);
  const node = assembleWallet({
    network,
    wallet,
    headers: createHeaderChain({
      wallet,
      network,
      verifier,
      mode: validation,
      now: timers.now,
      randomBytes: random.bytes,
    }),
    peerStore,
    settings: {
      fullNodes: knows.map(place.addressOf),
      introducer: null,
      targetOutbound: 0,
      peerIntervalSeconds: 60,
      resubmitSeconds: 60,
    },
    wiring: {
      host,
      port,
      identity,
      transport,
      bans,
      insecure: false,
      random: random.fraction,
      randomBytes: random.bytes,
    },
    log: silent,
    timers,
    fatal: (error) => {
      throw error;
    },
  });
  return {
    ...node,
    wallet,
    bans,
    async start() {
      await peerStore.start();
      for (const part of node.parts) await part.start();
    },
    async stop() {
      for (const part of [...node.parts].reverse()) await part.stop();
      await peerStore.stop();
      await db.close();
      await wallet.close();
    },
  };
}
