import type BetterSqlite3 from 'better-sqlite3';
import { connect } from './open.ts';
import { toDatabaseError } from './translate.ts';

export interface Inspection {
  readonly path: string;
  /** For reading; whatever would write is refused. Its errors are SQLite's own: see `toDatabaseError`. */
  readonly raw: BetterSqlite3.Database;
  close(): void;
}

/**
 * Opens an existing file as it is, to look at it: no schema is expected, nothing migrated, and damage stands in the way
 * of what is damaged only. Nobody else can use the file meanwhile. Fails with a {@link DatabaseError}: CANNOT_OPEN (there
 * is none), LOCKED, or CORRUPT if it is no SQLite file at all.
 * @param busyTimeout how long to wait for another process to let go of the file, in ms
 */
export function inspectDatabase(path: string, busyTimeout: number = 1000): Inspection {
  const raw = connect(path, { timeout: busyTimeout, fileMustExist: true });
  try {
    // SQLite then opens a file that is shorter than its header says, too.
    raw.unsafeMode(true).pragma('writable_schema = ON');
    for (const pragma of [
      'locking_mode = EXCLUSIVE',
      'query_only = ON',
      'cell_size_check = ON',
      'trusted_schema = OFF',
    ])
      raw.pragma(pragma);
    raw.pragma('schema_version');
  } catch (error) {
    raw.close();
    throw toDatabaseError(error, path);
  }
  return { path, raw, close: () => void raw.close() };
}
