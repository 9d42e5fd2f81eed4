import { type Kysely, type Migration, sql } from 'kysely';

const strict = sql`strict`;
const keyed = sql`strict, without rowid`;

/** Kysely types the database that a migration sees as `any` table of `any` columns: there is no schema before it ran. */
type Unmigrated = Kysely<unknown>;

async function createHeaders(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('headers')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('header_hash', 'blob', (column) => column.notNull().unique())
    .addColumn('parent_id', 'integer', (column) => column.references('headers.id'))
    .addColumn('height', 'integer', (column) => column.notNull())
    .addColumn('timestamp', 'blob', (column) => column.notNull())
    .addColumn('weight', 'blob', (column) => column.notNull())
    .addColumn('total_iters', 'blob', (column) => column.notNull())
    .addColumn('min_iters', 'blob', (column) => column.notNull())
    .addColumn('challenge_hash', 'blob', (column) => column.notNull())
    .addColumn('proofs_hash', 'blob', (column) => column.notNull())
    .modifyEnd(strict)
    .execute();
  await db.schema.createIndex('headers_height').on('headers').column('height').execute();
  await db.schema.createIndex('headers_challenge_hash').on('headers').column('challenge_hash').execute();
  await db.schema
    .createTable('blocks')
    .addColumn('id', 'integer', (column) => column.primaryKey().references('headers.id'))
    .addColumn('header', 'blob', (column) => column.notNull())
    .addColumn('block', 'blob', (column) => column.notNull())
    .addColumn('coin_changes', 'blob')
    .modifyEnd(strict)
    .execute();
}

async function createHeads(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('tips')
    .addColumn('position', 'integer', (column) => column.primaryKey())
    .addColumn('header_id', 'integer', (column) => column.notNull().unique().references('headers.id'))
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('lca')
    .addColumn('only', 'integer', (column) => column.primaryKey().check(sql`only = 1`))
    .addColumn('header_id', 'integer', (column) => column.notNull().references('headers.id'))
    .modifyEnd(strict)
    .execute();
}

async function createCoins(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('coin_records')
    .addColumn('coin_name', 'blob', (column) => column.primaryKey().notNull())
    .addColumn('confirmed_index', 'integer', (column) => column.notNull())
    .addColumn('spent_index', 'integer', (column) => column.notNull())
    .addColumn('spent', 'integer', (column) => column.notNull())
    .addColumn('coinbase', 'integer', (column) => column.notNull())
    .addColumn('puzzle_hash', 'blob', (column) => column.notNull())
    .addColumn('coin_parent', 'blob', (column) => column.notNull())
    .addColumn('amount', 'blob', (column) => column.notNull())
    .modifyEnd(keyed)
    .execute();
  await db.schema.createIndex('coins_confirmed').on('coin_records').column('confirmed_index').execute();
  await db.schema
    .createIndex('coins_spent')
    .on('coin_records')
    .column('spent_index')
    .where(sql.ref('spent_index'), '>', sql.lit(0))
    .execute();
  await db.schema.createIndex('coins_puzzle_hash').on('coin_records').column('puzzle_hash').execute();
}

async function createUnfinished(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('unfinished_blocks')
    .addColumn('challenge_hash', 'blob', (column) => column.notNull())
    .addColumn('iterations', 'blob', (column) => column.notNull())
    .addColumn('height', 'integer', (column) => column.notNull())
    .addColumn('block', 'blob', (column) => column.notNull())
    .addPrimaryKeyConstraint('unfinished_key', ['challenge_hash', 'iterations'])
    .modifyEnd(strict)
    .execute();
  await db.schema.createIndex('unfinished_height').on('unfinished_blocks').column('height').execute();
}

async function createSync(db: Unmigrated): Promise<void> {
  await db.schema
    .createTable('sync_target')
    .addColumn('only', 'integer', (column) => column.primaryKey().check(sql`only = 1`))
    .addColumn('header_hash', 'blob', (column) => column.notNull())
    .addColumn('height', 'integer', (column) => column.notNull())
    .addColumn('weight', 'blob', (column) => column.notNull())
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('sync_hashes')
    .addColumn('page', 'integer', (column) => column.primaryKey())
    .addColumn('first', 'integer', (column) => column.notNull())
    .addColumn('hashes', 'blob', (column) => column.notNull())
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('sync_blocks')
    .addColumn('header_hash', 'blob', (column) => column.primaryKey().notNull())
    .addColumn('height', 'integer', (column) => column.notNull())
    .addColumn('block', 'blob', (column) => column.notNull())
    .modifyEnd(strict)
    .execute();
}

/** Applied in the order of their names; what a release has shipped is never edited, only followed by another. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-chain': {
    up: async (db: Unmigrated) => {
      await createHeaders(db);
      await createHeads(db);
      await createCoins(db);
      await createUnfinished(db);
    },
  },
  '0002-sync': { up: createSync },
};
