import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '@salvia/database';
import { createServer, openPeerFiles } from '@salvia/network';
import { createIntroducerList, type PeerSchema, peerMigrations, systemClock } from '@salvia/peer-store';
import { NodeType } from '@salvia/protocol';
import { addBanRoutes, createNetworkMetrics, peerPart, readNetworkFile, type ServiceDefinition } from '@salvia/service';
import { collectFullNodes } from './collect.ts';
import { configSchema, type IntroducerConfig } from './config.ts';
import { createRequestLimit } from './handlers/request-limit.ts';
import { requestPeers } from './handlers/request-peers.ts';
import { addIntroducerMetrics, addRoutes } from './report.ts';
import { answers } from './vetting/answers.ts';
import { createVetting } from './vetting/vetting.ts';

/** The introducer as a service (network 3.5). */
export const introducer: ServiceDefinition<IntroducerConfig> = {
  name: 'salvia-introducer',
  description: 'Tells full nodes and wallets of full nodes that can be reached.',
  schema: configSchema,
  build: async ({ config, log, metrics, rpc }) => {
    const { networkId, test } = readNetworkFile(config.network);
    const path = join(config.dataDir, 'introducer.sqlite');
    const db = await openDatabase<PeerSchema>({ path, migrations: peerMigrations, log });
    const list = await createIntroducerList(
      { db, clock: systemClock, random: randomBytes, log },
      { privateAddresses: test.privateAddresses, recentPeerSeconds: config.recentPeerSeconds },
    );
    const vetting = createVetting({ list, answers, pauseMs: config.vettingSeconds * 1000, log });
    const files = await openPeerFiles(config, 'introducer', log);
    const server = createServer({
      nodeType: NodeType.INTRODUCER,
      networkId,
      host: config.host,
      port: config.port,
      ...files,
      insecure: config.insecure,
      handlers: { request_peers: requestPeers(list, createRequestLimit(Date.now), config.maxPeersToSend) },
      log,
      observer: createNetworkMetrics(metrics),
    });
    server.watch(collectFullNodes(list, vetting));
    addRoutes(rpc, list, server, networkId);
    addBanRoutes(rpc, files.bans);
    addIntroducerMetrics(metrics, list);
    const storage = { name: 'storage', start: async () => {}, stop: () => db.close() };
    return [storage, files.bans, list, vetting, peerPart(server)];
  },
};
