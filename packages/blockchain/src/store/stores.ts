import { openDatabase } from '@salvia/database';
import { type BlockStore, createBlockStore } from './block-store.ts';
import { type CoinStore, createCoinStore } from './coin-store.ts';
import { createHeadStore, type HeadStore } from './head-store.ts';
import { createHeaderStore, type HeaderStore } from './header-store.ts';
import { migrations } from './migrations.ts';
import type { ChainSchema } from './schema.ts';
import { createSql } from './sql.ts';
import { createUnfinishedStore, type UnfinishedStore } from './unfinished-store.ts';

/** Everything that a chain keeps across restarts, in one database. */
export interface ChainStores {
  readonly headers: HeaderStore;
  readonly blocks: BlockStore;
  readonly heads: HeadStore;
  readonly coins: CoinStore;
  readonly unfinished: UnfinishedStore;
  /** All of `work` or nothing of it, synchronously: `work` must not wait for anything. */
  transaction<T>(work: () => T): T;
  close(): Promise<void>;
}

export interface StoresOptions {
  /** A file, or `:memory:` for stores that vanish when they are closed. */
  readonly path: string;
  readonly log?: { info(fields: object, message: string): void };
}

/** Errors of opening and of every call are `DatabaseError`s. */
export async function openStores({ path, log }: StoresOptions): Promise<ChainStores> {
  const database = await openDatabase<ChainSchema>({ path, migrations, ...(log && { log }) });
  const sql = createSql(database);
  return {
    headers: createHeaderStore(sql),
    blocks: createBlockStore(sql),
    heads: createHeadStore(sql),
    coins: createCoinStore(sql),
    unfinished: createUnfinishedStore(sql),
    transaction: sql.transaction,
    close: () => database.close(),
  };
}
