import type { Migration } from '@salvia/database';
import { type Kysely, sql } from 'kysely';

/** Kysely types the database that a migration sees as `any` table of `any` columns: there is no schema before it ran. */
type Unmigrated = Kysely<unknown>;

const strict = sql`strict`;
const keyed = sql`strict, without rowid`;

async function createBlocks(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('blocks')
    .addColumn('header_hash', 'blob', (column) => column.primaryKey().notNull())
    .addColumn('prev_header_hash', 'blob', (column) => column.notNull())
    .addColumn('height', 'integer', (column) => column.notNull())
    .addColumn('weight', 'blob', (column) => column.notNull())
    .addColumn('total_iters', 'blob', (column) => column.notNull())
    .addColumn('min_iters', 'blob', (column) => column.notNull())
    .addColumn('challenge_hash', 'blob', (column) => column.notNull())
    .addColumn('timestamp', 'blob', (column) => column.notNull())
    .addColumn('scanned', 'integer', (column) => column.notNull())
    .addColumn('in_path', 'integer', (column) => column.notNull())
    .addColumn('coin_changes', 'blob')
    .modifyEnd(strict)
    .execute();
  await db.schema.createIndex('blocks_height').on('blocks').column('height').execute();
  await db.schema
    .createIndex('blocks_path')
    .unique()
    .on('blocks')
    .column('height')
    .where(sql.ref('in_path'), '=', sql.lit(1))
    .execute();
}

async function createPuzzleHashes(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('puzzle_hashes')
    .addColumn('wallet_id', 'integer', (column) => column.notNull().references('wallets.id'))
    .addColumn('derivation_index', 'integer', (column) => column.notNull())
    .addColumn('puzzle_hash', 'blob', (column) => column.notNull().unique())
    .addColumn('public_key', 'blob', (column) => column.notNull())
    .addColumn('used', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('puzzle_hashes_key', ['wallet_id', 'derivation_index'])
    .modifyEnd(keyed)
    .execute();
  await db.schema
    .createIndex('puzzle_hashes_unused')
    .on('puzzle_hashes')
    .columns(['wallet_id', 'derivation_index'])
    .where(sql.ref('used'), '=', sql.lit(0))
    .execute();
}

async function createCoins(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('coins')
    .addColumn('name', 'blob', (column) => column.primaryKey().notNull())
    .addColumn('wallet_id', 'integer', (column) => column.notNull().references('wallets.id'))
    .addColumn('parent', 'blob', (column) => column.notNull())
    .addColumn('puzzle_hash', 'blob', (column) => column.notNull())
    .addColumn('amount_high', 'integer', (column) => column.notNull())
    .addColumn('amount_low', 'integer', (column) => column.notNull())
    .addColumn('confirmed_height', 'integer', (column) => column.notNull())
    .addColumn('spent_height', 'integer')
    .addColumn('coinbase', 'integer', (column) => column.notNull())
    .addColumn('timestamp', 'integer', (column) => column.notNull())
    .modifyEnd(keyed)
    .execute();
  await db.schema.createIndex('coins_confirmed').on('coins').column('confirmed_height').execute();
  await db.schema
    .createIndex('coins_spent')
    .on('coins')
    .column('spent_height')
    .where(sql.ref('spent_height'), 'is not', sql.lit(null))
    .execute();
  // In the order in which coins are chosen and listed; the other columns let it answer for a balance by itself.
  await db.schema
    .createIndex('coins_unspent')
    .on('coins')
    .columns(['confirmed_height', 'name', 'coinbase', 'amount_high', 'amount_low', 'spent_height'])
    .where(sql.ref('spent_height'), 'is', sql.lit(null))
    .execute();
}

async function createTransactions(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('transactions')
    .addColumn('id', 'blob', (column) => column.primaryKey().notNull())
    .addColumn('wallet_id', 'integer', (column) => column.notNull().references('wallets.id'))
    .addColumn('direction', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('created_at', 'integer', (column) => column.notNull())
    .addColumn('amount', 'blob', (column) => column.notNull())
    .addColumn('fee', 'blob', (column) => column.notNull())
    .addColumn('height', 'integer')
    .addColumn('reason', 'text')
    .addColumn('bundle', 'blob')
    .modifyEnd(strict)
    .execute();
  await db.schema.createIndex('transactions_time').on('transactions').columns(['created_at', 'id']).execute();
  await db.schema.createIndex('transactions_state').on('transactions').columns(['state', 'created_at', 'id']).execute();
  await db.schema
    .createIndex('transactions_height')
    .on('transactions')
    .column('height')
    .where(sql.ref('height'), 'is not', sql.lit(null))
    .execute();
  await createTransactionCoins(db);
}

async function createTransactionCoins(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('transaction_coins')
    .addColumn('transaction_id', 'blob', (column) => column.notNull().references('transactions.id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('name', 'blob', (column) => column.notNull())
    .addColumn('parent', 'blob')
    .addColumn('puzzle_hash', 'blob')
    .addColumn('amount', 'blob')
    .addColumn('memos', 'text')
    .addPrimaryKeyConstraint('transaction_coins_key', ['transaction_id', 'position'])
    .modifyEnd(keyed)
    .execute();
  await db.schema.createIndex('transaction_coins_name').on('transaction_coins').column('name').execute();
  await db.schema
    .createTable('acknowledgements')
    .addColumn('transaction_id', 'blob', (column) => column.notNull().references('transactions.id').onDelete('cascade'))
    .addColumn('peer', 'text', (column) => column.notNull())
    .addColumn('status', 'integer')
    .addColumn('error', 'text')
    .addPrimaryKeyConstraint('acknowledgements_key', ['transaction_id', 'peer'])
    .modifyEnd(keyed)
    .execute();
}

async function createWallets(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('wallets')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('type', 'integer', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('key_values')
    .addColumn('key', 'text', (column) => column.primaryKey().notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .modifyEnd(keyed)
    .execute();
}

/** Applied in the order of their names; what a release has shipped is never edited, only followed by another. */
export const walletMigrations: Readonly<Record<string, Migration>> = {
  '0001-wallet': {
    up: async (db: Unmigrated) => {
      await createWallets(db);
      await createBlocks(db);
      await createPuzzleHashes(db);
      await createCoins(db);
      await createTransactions(db);
    },
  },
};
