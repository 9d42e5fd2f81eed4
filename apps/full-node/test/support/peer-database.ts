import { IN_MEMORY, openDatabase } from '@salvia/database';
import { type PeerSchema, peerMigrations } from '@salvia/peer-store';

/** Where a simulated node keeps the peers that it knows: they end with it. */
export const peerDatabase = () => openDatabase<PeerSchema>({ path: IN_MEMORY, migrations: peerMigrations });
