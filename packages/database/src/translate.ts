import { DatabaseError } from './errors.ts';

/** SQLite's result codes by their prefix; the first that fits decides. */
const byPrefix: readonly (readonly [prefix: string, make: (path: string, cause: string) => DatabaseError])[] = [
  ['SQLITE_CORRUPT', (path, cause) => new DatabaseError('CORRUPT', { path, cause })],
  ['SQLITE_NOTADB', (path, cause) => new DatabaseError('CORRUPT', { path, cause })],
  ['SQLITE_BUSY', (path) => new DatabaseError('LOCKED', { path })],
  ['SQLITE_LOCKED', (path) => new DatabaseError('LOCKED', { path })],
  ['SQLITE_FULL', (path) => new DatabaseError('DISK_FULL', { path })],
  // The index of the write-ahead log could not grow: in practice the same lack of space.
  ['SQLITE_IOERR_SHMSIZE', (path) => new DatabaseError('DISK_FULL', { path })],
  ['SQLITE_IOERR', (path, cause) => new DatabaseError('IO', { path, cause })],
  ['SQLITE_CANTOPEN', (path, cause) => new DatabaseError('CANNOT_OPEN', { path, cause })],
  ['SQLITE_READONLY', (path, cause) => new DatabaseError('CANNOT_OPEN', { path, cause })],
  ['SQLITE_PERM', (path, cause) => new DatabaseError('CANNOT_OPEN', { path, cause })],
  ['SQLITE_CONSTRAINT', (path, cause) => new DatabaseError('CONSTRAINT', { path, cause })],
];

/**
 * Any error of better-sqlite3 as a {@link DatabaseError}; one that is coded already passes through.
 * For those who use `raw`: Kysely's errors arrive translated.
 */
export function toDatabaseError(error: unknown, path: string): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  const cause = String(message ?? error);
  if (typeof code === 'string') {
    for (const [prefix, make] of byPrefix) if (code.startsWith(prefix)) return make(path, cause);
  }
  return new DatabaseError('QUERY', { path, cause });
}
