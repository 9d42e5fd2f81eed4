import { join } from 'node:path';
import { type BanStore, createBanStore } from './bans/ban-store.ts';
import type { Log } from './log.ts';
import { ensureIdentity, type TlsIdentity } from './tls/identity.ts';

/** Where a service keeps what it needs for peers; its configuration has these fields. */
export interface PeerFilesOptions {
  /** Folder of the service's state. */
  readonly dataDir: string;
  /** False: plain `ws`, without an identity. */
  readonly tls: boolean;
  /** Folder of key and certificates; null: `tls` in the data folder. */
  readonly tlsDir: string | null;
}

/** What a service knows of itself and of others before it talks to any. */
export interface PeerFiles {
  readonly identity: TlsIdentity | null;
  /** A part of the service, to be stopped after its server. */
  readonly bans: BanStore;
}

/**
 * Opens a service's identity, made at the first start, and its ban list (`bans.sqlite`).
 * @param name what the service is called in a certificate of its own
 * @throws TlsError, DatabaseError
 */
export async function openPeerFiles(
  { dataDir, tls, tlsDir }: PeerFilesOptions,
  name: string,
  log: Log,
): Promise<PeerFiles> {
  const identity = tls ? await ensureIdentity(tlsDir ?? join(dataDir, 'tls'), name, { log }) : null;
  return { identity, bans: await createBanStore({ path: join(dataDir, 'bans.sqlite'), log }) };
}
