import { join } from 'node:path';
import { createBlockchain, createVerifier, sqliteStores } from '@salvia/blockchain';
import { selectBackend } from '@salvia/bls';
import { openPeerBook, openPeerFiles } from '@salvia/network';
import type { NetworkFile } from '@salvia/protocol';
import {
  addBanRoutes,
  createNetworkMetrics,
  readNetworkFile,
  type ServiceContext,
  type ServiceDefinition,
  type Startable,
} from '@salvia/service';
import { assembleFullNode } from './assemble.ts';
import { configSchema, type FullNodeConfig } from './config.ts';
import { addNodeMetrics } from './metrics.ts';
import { checkPublicAddress } from './public-address.ts';
import { addRoutes } from './rpc/index.ts';

/** The full node as a service (network 3.1). */
export const fullNode: ServiceDefinition<FullNodeConfig> = {
  name: 'salvia-full-node',
  description: 'Keeps the chain, serves and gossips it.',
  schema: configSchema,
  build: async (context) => {
    const { config, log, metrics, rpc, fatal } = context;
    const network = readNetworkFile(config.network);
    const publicAddress = checkPublicAddress(config.publicAddress, network);
    await selectBackend();
    const { chain, verifier, storage } = await openChain(network, context);
    const peers = await openPeerBook({ dataDir: config.dataDir, ...network.test, log });
    const files = await openPeerFiles(config, 'full-node', log);
    const { host, port, insecure } = config;
    const wiring = { host, port, insecure, ...files, observer: createNetworkMetrics(metrics) };
    const settings = { ...config, publicAddress };
    const { peerStore } = peers;
    const node = await assembleFullNode({ network, chain, verifier, peerStore, settings, wiring, log, fatal });
    addRoutes(rpc, node.state, node.server, network.networkId);
    addBanRoutes(rpc, files.bans);
    addNodeMetrics(metrics, node.state);
    return [storage, peers.storage, files.bans, ...node.parts];
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
