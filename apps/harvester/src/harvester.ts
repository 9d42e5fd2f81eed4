import { selectBackend } from '@salvia/bls';
import { createServer, openPeerFiles } from '@salvia/network';
import { openPlot } from '@salvia/proof-of-space';
import { NodeType } from '@salvia/protocol';
import {
  addBanRoutes,
  addConnectionsRoute,
  createNetworkMetrics,
  peerPart,
  readNetworkFile,
  type ServiceDefinition,
} from '@salvia/service';
import { type HarvesterConfig, harvesterConfig } from './config.ts';
import { harvesterHandlers } from './handlers/index.ts';
import { answerOpenChallenges } from './lookups/answer-open.ts';
import { createFarmerBook } from './lookups/farmer-book.ts';
import { createLimiter } from './lookups/limiter.ts';
import { emptyTally } from './lookups/tally.ts';
import { createPlotLibrary } from './plots/plot-library.ts';
import { createRescan } from './plots/rescan.ts';
import { addHarvesterMetrics, addStateRoute } from './report.ts';
import type { HarvesterState } from './state.ts';

/** The harvester as a service (network 3.3). */
export const harvester: ServiceDefinition<HarvesterConfig> = {
  name: 'salvia-harvester',
  description: 'Looks challenges of farmers up in plots.',
  schema: harvesterConfig,
  build: async ({ config, log, metrics, rpc, fatal }) => {
    const network = readNetworkFile(config.network);
    await selectBackend();
    const library = createPlotLibrary({
      directories: config.plotDirectories,
      open: openPlot,
      log,
      nowMs: Date.now,
    });
    const state: HarvesterState = {
      library,
      farmers: createFarmerBook(),
      limiter: createLimiter(config.parallelLookups),
      tally: emptyTally(),
      filterBits: network.constants.NUMBER_ZERO_BITS_CHALLENGE_SIG,
      nowMs: Date.now,
      log,
    };
    const files = await openPeerFiles(config, 'harvester', log);
    const server = createServer({
      nodeType: NodeType.HARVESTER,
      networkId: network.networkId,
      host: config.host,
      port: config.port,
      ...files,
      insecure: config.insecure,
      handlers: harvesterHandlers(state),
      log,
      observer: createNetworkMetrics(metrics),
    });
    const tellNew = () => void server.push(answerOpenChallenges(state)).catch(fatal);
    addStateRoute(rpc, state);
    addConnectionsRoute(rpc, () => server.connections());
    addBanRoutes(rpc, files.bans);
    addHarvesterMetrics(metrics, state);
    return [
      files.bans,
      { name: 'plots', start: async () => {}, stop: () => library.close() },
      createRescan(config.scanSeconds * 1000, library.refresh, tellNew, fatal),
      peerPart(
        server,
        config.farmers.map((farmer) => ({ ...farmer, nodeType: NodeType.FARMER })),
      ),
    ];
  },
};
