import { selectBackend } from '@salvia/bls';
import { createServer, openPeerFiles, type PeerFiles } from '@salvia/network';
import { NodeType } from '@salvia/protocol';
import {
  addBanRoutes,
  addConnectionsRoute,
  createNetworkMetrics,
  peerPart,
  readNetworkFile,
  type ServiceContext,
  type ServiceDefinition,
} from '@salvia/service';
import { createChallengeBook } from './challenges/challenge-book.ts';
import { createPace } from './challenges/pace.ts';
import { type FarmerConfig, farmerConfig } from './config.ts';
import { farmerHandlers } from './handlers/index.ts';
import { setUpKeys } from './key-setup.ts';
import { onConnect } from './on-connect.ts';
import { createProofBook } from './proofs/proof-book.ts';
import { addFarmerMetrics, addStateRoute, type PeerCounts } from './report.ts';
import type { FarmerState } from './state.ts';
import { emptyTally } from './tally.ts';

/** The farmer as a service (network 3.2). */
export const farmer: ServiceDefinition<FarmerConfig> = {
  name: 'salvia-farmer',
  description: 'Turns qualities that harvesters find into signed blocks.',
  schema: farmerConfig,
  build: async (context) => {
    const { config, log, metrics, rpc } = context;
    const network = readNetworkFile(config.network);
    await selectBackend();
    const { keys, rewards, fingerprints } = await setUpKeys(config, network);
    const state: FarmerState = {
      keys,
      rewards,
      challenges: createChallengeBook(),
      proofs: createProofBook(),
      pace: createPace(network.constants),
      filterBits: network.constants.NUMBER_ZERO_BITS_CHALLENGE_SIG,
      propagateSeconds: config.propagateSeconds,
      tally: emptyTally(),
      nowMs: Date.now,
      log,
    };
    const files = await openPeerFiles(config, 'farmer', log);
    const server = createFarmerServer(context, network.networkId, state, files);
    addStateRoute(rpc, state, fingerprints, () => peerCounts(server.connections()));
    addConnectionsRoute(rpc, () => server.connections());
    addBanRoutes(rpc, files.bans);
    addFarmerMetrics(metrics, state);
    const fullNodes = config.fullNodes.map((endpoint) => ({ ...endpoint, nodeType: NodeType.FULL_NODE }));
    return [files.bans, peerPart(server, fullNodes)];
  },
};

function createFarmerServer(
  { config, log, metrics }: ServiceContext<FarmerConfig>,
  networkId: string,
  state: FarmerState,
  files: PeerFiles,
) {
  return createServer({
    nodeType: NodeType.FARMER,
    networkId,
    host: config.host,
    port: config.port,
    ...files,
    insecure: config.insecure,
    handlers: farmerHandlers(state),
    onConnect: onConnect(state),
    log,
    observer: createNetworkMetrics(metrics),
  });
}

function peerCounts(connections: readonly { readonly type: string }[]): PeerCounts {
  const count = (wanted: string) => connections.filter(({ type }) => type === wanted).length;
  return { harvesters: count('HARVESTER'), fullNodes: count('FULL_NODE') };
}
