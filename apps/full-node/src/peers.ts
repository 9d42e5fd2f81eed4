import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '@salvia/database';
import { createDiscovery, createPeerExchange, type PeerExchange, type Server } from '@salvia/network';
import { createPeerStore, type PeerSchema, peerMigrations, systemClock } from '@salvia/peer-store';
import type { NetworkFile } from '@salvia/protocol';
import type { Startable } from '@salvia/service';
import type { FullNodeConfig } from './config.ts';
import { checkPublicAddress } from './public-address.ts';
import type { Log } from './state.ts';

/** The other full nodes that this one knows, and how it finds them (network 5). */
export interface Peers {
  readonly exchange: PeerExchange;
  readonly storage: Startable;
  readonly discovery: Startable;
}

interface PeersRequest {
  readonly config: FullNodeConfig;
  readonly network: NetworkFile;
  readonly server: Server;
  readonly log: Log;
}

export async function createPeers({ config, network, server, log }: PeersRequest): Promise<Peers> {
  const path = join(config.dataDir, 'peers.sqlite');
  const db = await openDatabase<PeerSchema>({ path, migrations: peerMigrations });
  const { privateAddresses } = network.test;
  const publicAddress = checkPublicAddress(config.publicAddress, network);
  const peerStore = await createPeerStore({ db, clock: systemClock, random: randomBytes, log }, { privateAddresses });
  const exchange = createPeerExchange({ server, peerStore, now: Date.now });
  return {
    exchange,
    storage: {
      name: 'known peers',
      start: () => peerStore.start(),
      async stop() {
        await peerStore.stop();
        await db.close();
      },
    },
    discovery: createDiscovery({
      server,
      peerStore,
      introducer: config.introducer,
      targetOutbound: config.targetOutbound,
      intervalMs: config.peerIntervalSeconds * 1000,
      own: publicAddress && { address: publicAddress, exchange },
      log,
    }),
  };
}
