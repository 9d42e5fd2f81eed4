import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { createSql, type Database, IN_MEMORY, openDatabase } from '@salvia/database';
import { type AcknowledgementStore, createAcknowledgementStore } from './acknowledgement-store.ts';
import { type BlockStore, createBlockStore } from './block-store.ts';
import { type CoinStore, createCoinStore } from './coin-store.ts';
import { createKeyValueStore, type KeyValueStore } from './key-value-store.ts';
import { walletMigrations } from './migrations.ts';
import { createPuzzleHashStore, type PuzzleHashStore } from './puzzle-hash-store.ts';
import type { WalletSchema } from './schema.ts';
import { createTransactionStore, type TransactionStore } from './transaction-store.ts';

/** The standard wallet of a key; there are no others yet. */
export const STANDARD_WALLET = { id: 1, name: 'Salvia Wallet', type: 0 } as const;

/** Everything that a wallet keeps, in one database. */
export interface WalletStores {
  readonly blocks: BlockStore;
  readonly puzzleHashes: PuzzleHashStore;
  readonly coins: CoinStore;
  readonly transactions: TransactionStore;
  readonly acknowledgements: AcknowledgementStore;
  readonly values: KeyValueStore;
  /** All of `work` or nothing of it, synchronously. */
  transaction<T>(work: () => T): T;
  /** The same, and on the disk once it returns: for what nobody else has. */
  durably<T>(work: () => T): T;
  close(): Promise<void>;
}

export interface WalletStoresOptions {
  /** A file, created for its owner alone if missing, with its folders; or `:memory:`. */
  readonly path: string;
  readonly log?: { info(fields: object, message: string): void };
}

/** Errors of opening and of every call are `DatabaseError`s. */
export async function openWalletStores({ path, log }: WalletStoresOptions): Promise<WalletStores> {
  if (path !== IN_MEMORY) createPrivate(path);
  const database = await openDatabase<WalletSchema>({ path, migrations: walletMigrations, ...(log && { log }) });
  return walletStoresIn(database);
}

/** SQLite gives its further files the mode of this one. Whatever stands in the way is for the opening to say. */
function createPrivate(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    closeSync(openSync(path, 'a', 0o600));
  } catch {}
}

function walletStoresIn(database: Database<WalletSchema>): WalletStores {
  const sql = createSql(database);
  const acknowledgements = createAcknowledgementStore(sql);
  return {
    blocks: createBlockStore(sql),
    puzzleHashes: createPuzzleHashStore(sql, STANDARD_WALLET.id),
    coins: createCoinStore(sql, STANDARD_WALLET.id),
    transactions: createTransactionStore(sql, acknowledgements.of),
    acknowledgements,
    values: createKeyValueStore(sql),
    transaction: sql.transaction,
    durably: (work) => {
      database.raw.pragma('synchronous = FULL');
      try {
        return sql.transaction(work);
      } finally {
        database.raw.pragma('synchronous = NORMAL');
      }
    },
    close: () => database.close(),
  };
}
