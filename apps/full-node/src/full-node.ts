import { join } from 'node:path';
import { createBlockchain, createVerifier, sqliteStores } from '@salvia/blockchain';
import { selectBackend } from '@salvia/bls';
import { createServer, openPeerFiles, type PeerFiles, type Server } from '@salvia/network';
import { type NetworkFile, NodeType } from '@salvia/protocol';
import {
  addBanRoutes,
  createNetworkMetrics,
  peerPart,
  readNetworkFile,
  type ServiceContext,
  type ServiceDefinition,
  type Startable,
} from '@salvia/service';
import { configSchema, type FullNodeConfig } from './config.ts';
import { createState } from './create-state.ts';
import { onConnect } from './flow/on-connect.ts';
import { createPauses } from './flow/pauses.ts';
import { createLatePeerBook } from './flow/peer-book.ts';
import { createReassigner } from './flow/reassign.ts';
import { createHandlers } from './handlers/index.ts';
import { addNodeMetrics } from './metrics.ts';
import { createPeers } from './peers.ts';
import { addRoutes } from './rpc/index.ts';
import type { NodeState } from './state.ts';

/** The full node as a service (network 3.1). */
export const fullNode: ServiceDefinition<FullNodeConfig> = {
  name: 'salvia-full-node',
  description: 'Keeps the chain, serves and gossips it.',
  schema: configSchema,
  build: async (context) => {
    const { config, log, metrics, rpc, fatal } = context;
    const network = readNetworkFile(config.network);
    await selectBackend();
    const { chain, verifier, storage } = await openChain(network, context);
    const pauses = createPauses();
    const peerBook = createLatePeerBook();
    const state = await createState({
      network,
      chain,
      verifier,
      peerBook: peerBook.book,
      shortSyncBlocks: config.shortSyncBlocks,
      nowMs: Date.now,
      pause: pauses.pause,
      log,
    });
    const files = await openPeerFiles(config, 'full-node', log);
    const server = createNodeServer(network, state, files, context);
    const peers = await createPeers({ config, network, server, log });
    peerBook.connect(peers.exchange);
    addRoutes(rpc, state, server, network.networkId);
    addBanRoutes(rpc, files.bans);
    addNodeMetrics(metrics, state);
    const kept = config.peers.map((peer) => ({ ...peer, nodeType: NodeType.FULL_NODE }));
    return [
      storage,
      peers.storage,
      files.bans,
      peerPart(server, kept),
      peers.discovery,
      createReassigner(state, server, fatal),
      pauses.part,
    ];
  },
};

async function openChain(network: NetworkFile, { config, log }: ServiceContext<FullNodeConfig>) {
  const verifier = createVerifier({ network, threads: config.verifierThreads });
  const chain = await createBlockchain({
    ...network,
    stores: sqliteStores({ path: join(config.dataDir, 'chain.sqlite'), log }),
    pool: verifier,
    log,
  });
  const storage: Startable = {
    name: 'chain',
    start: async () => {},
    async stop() {
      await chain.close();
      await verifier.close();
    },
  };
  return { chain, verifier, storage };
}

function createNodeServer(
  { networkId }: NetworkFile,
  state: NodeState,
  files: PeerFiles,
  { config, log, metrics }: ServiceContext<FullNodeConfig>,
): Server {
  const { host, port, insecure, publicAddress } = config;
  return createServer({
    nodeType: NodeType.FULL_NODE,
    networkId,
    host,
    port,
    ...(publicAddress && { advertisedPort: publicAddress.port }),
    insecure,
    ...files,
    handlers: createHandlers(state),
    onConnect: (peer) => onConnect(state, peer),
    shortestPrograms: state.shortestPrograms,
    log,
    observer: createNetworkMetrics(metrics),
  });
}
