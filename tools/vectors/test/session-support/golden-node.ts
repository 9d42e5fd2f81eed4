import { hexToBytes } from '@noble/hashes/utils.js';
import { createBlockchain, memoryStores } from '@salvia/blockchain';
import { IN_MEMORY, openDatabase } from '@salvia/database';
import { type AssembledFullNode, assembleFullNode } from '@salvia/full-node';
import { type BanList, createBanList, systemTimers } from '@salvia/network';
import { createPeerStore, type PeerSchema, peerMigrations } from '@salvia/peer-store';
import { FullBlock } from '@salvia/protocol';
import { readVector } from '../../src/index.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from '../chain-support/network.ts';
import { goldenChain } from '../chain-support/shapes.ts';
import { createLines, type Line } from './lines.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A running full node that received golden_chain in the order of its list. */
export interface GoldenNode {
  /** Connects to it from this address. */
  open(host: string): Line;
  readonly bans: BanList;
  /** Codes of its peers' errors, in order. */
  readonly errors: string[];
  readonly state: AssembledFullNode['state'];
  stop(): Promise<void>;
}

/** @param networkId that of the recorded node */
export async function startGoldenNode(networkId: string): Promise<GoldenNode> {
  const { constants, blocks } = goldenChain.parse(readVector('reference/golden_chain.json.gz'));
  const network = { ...recordedNetwork(constants), networkId, test: { privateAddresses: true, controls: false } };
  const timers = { ...systemTimers, now: () => NOW_MS };
  const verifier = recordedVerifier(network);
  const chain = await createBlockchain({ ...network, stores: memoryStores(), pool: verifier });
  for (const { bytes } of blocks) await chain.receiveBlock(FullBlock.decode(hexToBytes(bytes)), NOW_MS);
  const db = await openDatabase<PeerSchema>({ path: IN_MEMORY, migrations: peerMigrations });
  const random = (count: number) => new Uint8Array(count).fill(7);
  const peerStore = await createPeerStore({ db, clock: timers, random, log: silent }, network.test);
  const bans = createBanList(timers.now);
  const errors: string[] = [];
  const observer = { onError: (code: string) => void errors.push(code) };
  const lines = createLines();
  const { state, parts } = await assembleFullNode({
    network,
    chain,
    verifier,
    peerStore,
    settings: {
      peers: [],
      introducer: null,
      publicAddress: null,
      targetOutbound: 0,
      peerIntervalSeconds: 30,
      shortSyncBlocks: 20,
    },
    wiring: { host: '127.0.0.1', port: 8444, insecure: false, bans, transport: lines.transport, observer },
    log: silent,
    timers,
    fatal: (error) => {
      throw error;
    },
  });
  await peerStore.start();
  for (const part of parts) await part.start();
  return {
    open: lines.open,
    bans,
    errors,
    state,
    async stop() {
      for (const part of [...parts].reverse()) await part.stop();
      await peerStore.stop();
      await db.close();
      await chain.close();
    },
  };
}
