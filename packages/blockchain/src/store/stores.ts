import { type Database, IN_MEMORY, openDatabase } from '@salvia/database';
import { advised } from './advice.ts';
import { type BlockStore, createBlockStore } from './block-store.ts';
import { type CoinStore, createCoinStore } from './coin-store.ts';
import { createHeadStore, type HeadStore } from './head-store.ts';
import { createHeaderStore, type HeaderStore } from './header-store.ts';
import { migrations } from './migrations.ts';
import type { ChainSchema } from './schema.ts';
import { createSql } from './sql.ts';
import { createSyncStore, type SyncStore } from './sync-store.ts';
import { createUnfinishedStore, type UnfinishedStore } from './unfinished-store.ts';

/** Everything that a chain keeps across restarts, in one database. */
export interface ChainStores {
  /** The file; `null` if the stores end with the process. */
  readonly path: string | null;
  readonly headers: HeaderStore;
  readonly blocks: BlockStore;
  readonly heads: HeadStore;
  readonly coins: CoinStore;
  readonly unfinished: UnfinishedStore;
  readonly sync: SyncStore;
  /** All of `work` or nothing of it, synchronously: `work` must not wait for anything. */
  transaction<T>(work: () => T): T;
  close(): Promise<void>;
}

export interface SqliteStoresOptions {
  /** A file, created with its folders if missing, or `:memory:`. */
  readonly path: string;
  readonly log?: { info(fields: object, message: string): void };
}

/** Stores in one SQLite database. Errors of opening and of every call are `DatabaseError`s. */
export async function sqliteStores({ path, log }: SqliteStoresOptions): Promise<ChainStores> {
  const opening = openDatabase<ChainSchema>({ path, migrations, ...(log && { log }) });
  const database = await opening.catch((error: unknown) => {
    throw advised(error);
  });
  return storesIn(database);
}

/** Stores in a database that was opened with their migrations; closing them closes it. */
export function storesIn(database: Database<ChainSchema>): ChainStores {
  const { path } = database;
  const sql = createSql(database);
  return {
    path: path === IN_MEMORY ? null : path,
    headers: createHeaderStore(sql),
    blocks: createBlockStore(sql),
    heads: createHeadStore(sql),
    coins: createCoinStore(sql),
    unfinished: createUnfinishedStore(sql),
    sync: createSyncStore(sql),
    transaction: sql.transaction,
    close: () => database.close(),
  };
}
