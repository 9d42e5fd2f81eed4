import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, type Migration, type Transaction } from 'kysely';
import { CodedSqlite, CodedSqliteDialect } from './dialect.ts';
import { DatabaseError } from './errors.ts';
import { migrate } from './migrate.ts';
import { type Durability, pragmas } from './pragmas.ts';
import { toDatabaseError } from './translate.ts';

/** The path of a database that lives in memory and vanishes when it is closed. */
export const IN_MEMORY = ':memory:';

export interface OpenOptions {
  /** A file, created with its folders if missing, or {@link IN_MEMORY}. */
  readonly path: string;
  /** By name; applied in the order of the names, so number them: `0001-blocks`. */
  readonly migrations: Readonly<Record<string, Migration>>;
  readonly log?: { info(fields: object, message: string): void };
  /** Default `process`, see `pragmas.ts`. */
  readonly durability?: Durability;
  /** How long to wait for another process to let go of the file, in ms. Default 5000. Blocks the event loop. */
  readonly busyTimeout?: number;
  /** SQLite's page cache in KiB. Default 8192. */
  readonly cacheKiB?: number;
}

export interface Database<Schema> {
  readonly path: string;
  /** Queries. One connection: while a transaction is open, other queries wait for its end. */
  readonly db: Kysely<Schema>;
  /**
   * The same connection without Kysely, for hot paths. It does not wait for an open Kysely transaction but becomes
   * part of it: use it inside one, or for reading.
   */
  readonly raw: BetterSqlite3.Database;
  /** All of `work` or nothing of it: rolled back if it throws. */
  transaction<T>(work: (trx: Transaction<Schema>) => Promise<T>): Promise<T>;
  /** Waits for running queries, folds the log into the file and lets go of it. A second call does nothing. */
  close(): Promise<void>;
}

/** Opens or creates a database, makes its settings and migrates it. Every failure is a {@link DatabaseError}. */
export async function openDatabase<Schema>(options: OpenOptions): Promise<Database<Schema>> {
  const { path, durability = 'process', cacheKiB = 8192 } = options;
  if (path !== IN_MEMORY) makeFolder(path);
  const raw = connect(path, { timeout: options.busyTimeout ?? 5000 });
  try {
    for (const pragma of pragmas(durability, cacheKiB)) raw.pragma(pragma);
    const db = new Kysely<Schema>({ dialect: new CodedSqliteDialect({ database: new CodedSqlite(raw, path) }) });
    const done = await migrate(db, raw, path, options.migrations);
    if (done.length > 0) options.log?.info({ path, migrations: done }, 'schema migrated');
    return handle(path, db, raw);
  } catch (error) {
    raw.close();
    throw toDatabaseError(error, path);
  }
}

export function connect(path: string, options: BetterSqlite3.Options): BetterSqlite3.Database {
  return openable(path, () => new BetterSqlite3(path, options));
}

function makeFolder(path: string): void {
  openable(path, () => mkdirSync(dirname(path), { recursive: true }));
}

function openable<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new DatabaseError('DISK_FULL', { path });
    throw new DatabaseError('CANNOT_OPEN', { path, cause: message });
  }
}

function handle<Schema>(path: string, db: Kysely<Schema>, raw: BetterSqlite3.Database): Database<Schema> {
  let closing: Promise<void> | undefined;
  const usable = (): void => {
    if (closing !== undefined) throw new DatabaseError('CLOSED', { path });
  };
  return {
    path,
    get db() {
      usable();
      return db;
    },
    get raw() {
      usable();
      return raw;
    },
    transaction: async (work) => {
      usable();
      return db.transaction().execute(work);
    },
    close: () => {
      // The one connection is granted in order: behind whatever is running now, nobody is using it.
      closing ??= db
        .connection()
        .execute(async () => undefined)
        .then(() => db.destroy());
      return closing;
    },
  };
}
