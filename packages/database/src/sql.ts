import type { Compilable, CompiledQuery } from 'kysely';
import { DatabaseError } from './errors.ts';
import type { Database } from './open.ts';
import { toDatabaseError } from './translate.ts';

/**
 * Runs what Kysely builds at once, on the connection itself. A block's changes are thus one synchronous transaction:
 * no reader can see half of it, and nothing of it waits for the event loop.
 */
export interface Sql<Schema> {
  readonly db: Database<Schema>['db'];
  all<Row>(query: Compilable<Row>): Row[];
  first<Row>(query: Compilable<Row>): Row | undefined;
  /**
   * A query compiled once, for what is asked all the time. Its parameters are those of the given query, which serves as
   * a pattern: as many, in the order in which they stand in it.
   */
  prepared<Row>(pattern: Compilable<Row>): (...parameters: readonly unknown[]) => Row | undefined;
  /** Rows one by one, for scans that should not be held in memory. No other statement may run meanwhile but reads. */
  each<Row>(query: Compilable<Row>): IterableIterator<Row>;
  /** @returns the number of rows changed */
  run(query: Compilable): number;
  /** The same as {@link prepared}, for what changes rows. */
  preparedRun(pattern: Compilable): (...parameters: readonly unknown[]) => number;
  /** All of `work` or nothing of it. */
  transaction<T>(work: () => T): T;
  /** For rows that are there but cannot be what they should be. */
  corrupt(cause: string): never;
}

type Raw = Database<unknown>['raw'];
type Statement = ReturnType<Raw['prepare']>;

/** Statements kept compiled; the stores have a few dozen. */
const MAX_STATEMENTS = 100;

/**
 * Errors of every call are DatabaseErrors.
 * @param refine gives an error what the owner of the database knows of it
 */
export function createSql<Schema>(
  database: Database<Schema>,
  refine: (error: DatabaseError) => unknown = (error) => error,
): Sql<Schema> {
  const { db, path } = database;
  const statements = new Map<string, Statement>();

  const coded = <T>(work: (raw: Raw) => T): T => {
    const { raw } = database; // fails with CLOSED once the database is
    try {
      return work(raw);
    } catch (error) {
      throw isOfDatabase(error) ? refine(toDatabaseError(error, path)) : error;
    }
  };
  const prepare = (raw: Raw, { sql }: CompiledQuery): Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    const statement = raw.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };

  return {
    db,
    all: <Row>(query: Compilable<Row>) => {
      const compiled = query.compile();
      return coded((raw) => prepare(raw, compiled).all(compiled.parameters)) as Row[];
    },
    first: <Row>(query: Compilable<Row>) => {
      const compiled = query.compile();
      return coded((raw) => prepare(raw, compiled).get(compiled.parameters)) as Row | undefined;
    },
    prepared: <Row>(pattern: Compilable<Row>) => {
      const compiled = pattern.compile();
      return (...parameters) => coded((raw) => prepare(raw, compiled).get(parameters)) as Row | undefined;
    },
    each: <Row>(query: Compilable<Row>) => {
      const compiled = query.compile();
      return coded((raw) => raw.prepare(compiled.sql).iterate(compiled.parameters)) as IterableIterator<Row>;
    },
    run: (query) => {
      const compiled = query.compile();
      return coded((raw) => prepare(raw, compiled).run(compiled.parameters)).changes;
    },
    preparedRun: (pattern) => {
      const compiled = pattern.compile();
      return (...parameters) => coded((raw) => prepare(raw, compiled).run(parameters)).changes;
    },
    transaction: (work) => coded((raw) => raw.transaction(work).immediate()),
    corrupt: (cause) => {
      throw refine(new DatabaseError('CORRUPT', { path, cause }));
    },
  };
}

/** Others' errors pass through a transaction as they are. */
function isOfDatabase(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return error instanceof DatabaseError || (typeof code === 'string' && code.startsWith('SQLITE'));
}
