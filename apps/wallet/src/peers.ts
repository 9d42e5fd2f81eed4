import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '@salvia/database';
import { createPeerStore, type PeerSchema, type PeerStore, peerMigrations, systemClock } from '@salvia/peer-store';
import type { NetworkFile } from '@salvia/protocol';
import type { ServiceContext, Startable } from '@salvia/service';
import type { WalletConfig } from './config.ts';

/** Opens the file of the full nodes that this wallet knows (network 5). */
export async function openPeers(
  { test }: NetworkFile,
  { config, log }: Pick<ServiceContext<WalletConfig>, 'config' | 'log'>,
): Promise<{ readonly peerStore: PeerStore; readonly storage: Startable }> {
  const path = join(config.dataDir, 'peers.sqlite');
  const db = await openDatabase<PeerSchema>({ path, migrations: peerMigrations });
  const { privateAddresses } = test;
  const peerStore = await createPeerStore({ db, clock: systemClock, random: randomBytes, log }, { privateAddresses });
  const storage: Startable = {
    name: 'known peers',
    start: () => peerStore.start(),
    async stop() {
      await peerStore.stop();
      await db.close();
    },
  };
  return { peerStore, storage };
}
