import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '@salvia/database';
import { createPeerStore, type PeerSchema, type PeerStore, peerMigrations, systemClock } from '@salvia/peer-store';
import type { Log } from './log.ts';

export interface PeerBookOptions {
  /** Folder of the service's state. */
  readonly dataDir: string;
  /** Whether peers may have addresses that are not public. */
  readonly privateAddresses: boolean;
  readonly log: Log;
}

/** The full nodes that a service knows, and the part of the service that keeps them. */
export interface PeerBook {
  readonly peerStore: PeerStore;
  readonly storage: { readonly name: string; start(): Promise<void>; stop(): Promise<void> };
}

/** Opens the file of the full nodes that a service knows (network 5): `peers.sqlite`. @throws DatabaseError */
export async function openPeerBook({ dataDir, privateAddresses, log }: PeerBookOptions): Promise<PeerBook> {
  const path = join(dataDir, 'peers.sqlite');
  const db = await openDatabase<PeerSchema>({ path, migrations: peerMigrations });
  const peerStore = await createPeerStore({ db, clock: systemClock, random: randomBytes, log }, { privateAddresses });
  const storage = {
    name: 'known peers',
    start: () => peerStore.start(),
    async stop() {
      await peerStore.stop();
      await db.close();
    },
  };
  return { peerStore, storage };
}
