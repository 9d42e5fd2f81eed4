import type BetterSqlite3 from 'better-sqlite3';
import { SqliteAdapter, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { toDatabaseError } from './translate.ts';

/** Statements kept compiled; Kysely would compile each anew at every call. */
const MAX_STATEMENTS = 200;

/**
 * What Kysely sees of better-sqlite3: the same calls, with errors translated and statements cached.
 * A statement that Kysely streams stays busy until the stream ends, so those are compiled for the occasion.
 */
export class CodedSqlite implements SqliteDatabase {
  readonly #raw: BetterSqlite3.Database;
  readonly #path: string;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(raw: BetterSqlite3.Database, path: string) {
    this.#raw = raw;
    this.#path = path;
  }

  prepare(sql: string): SqliteStatement {
    // A full disk makes SQLite roll back by itself; Kysely's own rollback must then not hide the first error.
    if (sql === 'rollback' && this.#raw.open && !this.#raw.inTransaction) return nothing;
    const cached = this.#statements.get(sql);
    if (cached !== undefined) {
      this.#statements.delete(sql); // moved to the end: the map's order is that of last use
      this.#statements.set(sql, cached);
      return cached;
    }
    const statement = this.#compile(sql);
    this.#statements.set(sql, statement);
    if (this.#statements.size > MAX_STATEMENTS) this.#statements.delete(this.#statements.keys().next().value ?? '');
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#raw.close();
  }

  #compile(sql: string): SqliteStatement {
    const coded = <T>(work: () => T): T => {
      try {
        return work();
      } catch (error) {
        throw toDatabaseError(error, this.#path);
      }
    };
    const statement = coded(() => this.#raw.prepare<[readonly unknown[]]>(sql));
    return {
      reader: statement.reader,
      all: (parameters) => coded(() => statement.all(parameters)),
      run: (parameters) => coded(() => statement.run(parameters)),
      iterate: (parameters) => coded(() => this.#raw.prepare<[readonly unknown[]]>(sql).iterate(parameters)),
    };
  }
}

const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [][Symbol.iterator](),
};

/** Kysely leaves this off for the sake of one pragma; with it, a migration that is killed midway leaves no trace. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export class CodedSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}
