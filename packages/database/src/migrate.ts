import type BetterSqlite3 from 'better-sqlite3';
import { type Kysely, type Migration, Migrator } from 'kysely';
import { DatabaseError } from './errors.ts';
import { toDatabaseError } from './translate.ts';

/**
 * Brings the schema up to date, all or nothing, in the order of the migrations' names.
 * @returns the names of those that were applied now
 */
export async function migrate<Schema>(
  db: Kysely<Schema>,
  raw: BetterSqlite3.Database,
  path: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<readonly string[]> {
  const unknown = applied(raw).filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0) throw new DatabaseError('NEWER_SCHEMA', { path, unknown });

  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) throw failure(error, path, results.find(({ status }) => status === 'Error')?.migrationName);
  return results.map(({ migrationName }) => migrationName);
}

function applied(raw: BetterSqlite3.Database): string[] {
  const table = raw.prepare("select 1 from sqlite_master where name = 'kysely_migration'").get();
  if (table === undefined) return [];
  return raw.prepare<[], string>('select name from kysely_migration order by name').pluck().all();
}

/** A lock, a full disk or a damaged page is itself; whatever else a migration throws is the migration's fault. */
function failure(error: unknown, path: string, migration: string | undefined): DatabaseError {
  const coded = toDatabaseError(error, path);
  if (migration === undefined || (coded.code !== 'QUERY' && coded.code !== 'CONSTRAINT')) return coded;
  return new DatabaseError('MIGRATION_FAILED', { path, migration, cause: coded.message });
}
