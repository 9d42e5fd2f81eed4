import { type Migration, openDatabase } from '@salvia/database';
import type { Log } from '../log.ts';
import { type Ban, type BanJournal, type BanList, createBanList } from './ban-list.ts';

interface BanSchema {
  ban: Ban;
}

const migrations: Record<string, Migration> = {
  '0001-ban': {
    up: (db) =>
      db.schema
        .createTable('ban')
        .addColumn('key', 'text', (column) => column.primaryKey().notNull())
        .addColumn('until', 'integer', (column) => column.notNull())
        .addColumn('reason', 'text')
        .execute(),
  },
};

export interface BanStoreOptions {
  /** An SQLite file, made with its folders if missing. */
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly log: Log;
}

/** A ban list that outlives the process. It is a part of a service, started and stopped like the others. */
export interface BanStore extends BanList {
  readonly name: string;
  start(): Promise<void>;
  /** Lets go of the file. Bans after that are kept in memory only. */
  stop(): Promise<void>;
}

/**
 * Opens the ban list in a file. A ban is in the hands of the operating system when `ban` returns: it outlives a kill of the process.
 * Where the file cannot be written (a full disk), bans still hold until the process ends.
 * @throws DatabaseError
 */
export async function createBanStore({ path, now = Date.now, log }: BanStoreOptions): Promise<BanStore> {
  const database = await openDatabase<BanSchema>({ path, migrations, log, cacheKiB: 256 });
  const { raw } = database;
  const put = raw.prepare<[string, number, string | null]>('INSERT OR REPLACE INTO ban VALUES (?, ?, ?)');
  const remove = raw.prepare<[string]>('DELETE FROM ban WHERE key = ?');
  const removeAll = raw.transaction((keys: readonly string[]) => {
    for (const key of keys) remove.run(key);
  });

  function write(work: () => unknown): void {
    if (!raw.open) return;
    try {
      work();
    } catch (error) {
      log.error({ path, err: error }, 'cannot save a ban: it holds until this process ends');
    }
  }
  const journal: BanJournal = {
    put: ({ key, until, reason }) => write(() => put.run(key, until, reason)),
    drop: (keys) => write(() => removeAll(keys)),
  };
  const kept = await database.db.selectFrom('ban').selectAll().execute();
  return {
    ...createBanList(now, journal, kept),
    name: 'bans',
    start: async () => undefined,
    stop: () => database.close(),
  };
}
