import { createServer, openPeerFiles, type Server } from '@salvia/network';
import { NodeType, type OutboundMessage } from '@salvia/protocol';
import {
  addBanRoutes,
  addConnectionsRoute,
  createNetworkMetrics,
  peerPart,
  readNetworkFile,
  type ServiceDefinition,
  type Startable,
} from '@salvia/service';
import { type TimelordConfig, timelordConfig } from './config.ts';
import { createCrew } from './crew.ts';
import { takeFailure, takeProgress, takeProof } from './events.ts';
import { timelordHandlers } from './handlers/index.ts';
import { addStateRoute, addTimelordMetrics } from './report.ts';
import { createProofStore, emptyProgress, emptyTally, followPlan, type TimelordState } from './state.ts';
import { createWorkBook } from './work/book.ts';
import { createSanitizerBook } from './work/sanitizer-book.ts';
import { createTipFilter } from './work/tip-filter.ts';

/** How often to reconsider what to evaluate when nothing happens (network 3.4.4). */
const EVERY_MS = 500;
/** See `BookOptions`. Farmers answer a challenge within a second or two, if they have anything. */
const PATIENCE_MS = 5000;

/** The timelord as a service (network 3.4). */
export const timelord: ServiceDefinition<TimelordConfig> = {
  name: 'salvia-timelord',
  description: 'Evaluates proofs of time.',
  schema: timelordConfig,
  build: async ({ config, log, metrics, rpc, fatal }) => {
    const network = readNetworkFile(config.network);
    const { vdfScheme: scheme } = network;
    const discriminantBits = network.constants.DISCRIMINANT_SIZE_BITS;
    const { workers, sanitizerMode, storedPowers } = config;
    const send = (messages: readonly OutboundMessage[]) => {
      if (messages.length > 0) server.push(messages).catch(fatal);
    };
    const crew = createCrew({
      scheme,
      discriminantBits,
      workers,
      segments: sanitizerMode ? 1 : config.segments,
      storedPowers,
      onProof: (worker, proof) => send(takeProof(state, worker, proof)),
      onProgress: (worker, progress) => takeProgress(state, worker, progress),
      onFailure: (worker, error) => takeFailure(state, worker, error),
      onFatal: fatal,
    });
    const state: TimelordState = {
      book: sanitizerMode ? createSanitizerBook(workers) : createWorkBook({ workers, patienceMs: PATIENCE_MS }),
      crew,
      proofs: createProofStore(),
      concerns: sanitizerMode ? () => true : createTipFilter(),
      progress: emptyProgress(workers),
      tally: emptyTally(),
      nowMs: Date.now,
      log,
    };
    const files = await openPeerFiles(config, 'timelord', log);
    const server: Server = createServer({
      nodeType: NodeType.TIMELORD,
      networkId: network.networkId,
      host: config.host,
      port: config.port,
      ...files,
      insecure: config.insecure,
      handlers: timelordHandlers(state),
      log,
      observer: createNetworkMetrics(metrics),
    });
    addStateRoute(rpc, state, { scheme, discriminantBits, sanitizerMode });
    addConnectionsRoute(rpc, () => server.connections());
    addBanRoutes(rpc, files.bans);
    addTimelordMetrics(metrics, state);
    const fullNodes = config.fullNodes.map((endpoint) => ({ ...endpoint, nodeType: NodeType.FULL_NODE }));
    return [files.bans, workersPart(state, crew), peerPart(server, fullNodes)];
  },
};

/** The threads, and the timer that has them reassigned. */
function workersPart(state: TimelordState, crew: ReturnType<typeof createCrew>): Startable {
  let timer: NodeJS.Timeout | undefined;
  return {
    name: 'workers',
    start: async () => {
      crew.start();
      timer = setInterval(() => followPlan(state), EVERY_MS);
    },
    stop: async () => {
      clearInterval(timer);
      await crew.stop();
    },
  };
}
