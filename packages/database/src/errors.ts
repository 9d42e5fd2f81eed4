/** What can go wrong with a database file, and what each case carries. */
export interface DatabaseErrorContext {
  /** The path cannot be opened or created: missing rights, a folder in its place, a read-only file system. */
  CANNOT_OPEN: { path: string; cause: string };
  /** Not an SQLite file, or one whose pages are damaged; `advice`: what its owner can do. */
  CORRUPT: { path: string; cause: string; advice?: string };
  /** Another process holds the file. */
  LOCKED: { path: string };
  /** The file was written by a later version: `unknown` are the migrations that this version has not heard of. */
  NEWER_SCHEMA: { path: string; unknown: readonly string[] };
  /** A migration threw; nothing of it was kept. */
  MIGRATION_FAILED: { path: string; migration: string; cause: string };
  /** No space left; the statement's transaction was rolled back, the file is intact. */
  DISK_FULL: { path: string };
  /** The operating system refused to read or write. */
  IO: { path: string; cause: string };
  /** A uniqueness, foreign key, check or not-null rule of the schema. */
  CONSTRAINT: { path: string; cause: string };
  /** Used after `close`. */
  CLOSED: { path: string };
  /** Any other refusal of SQLite, such as a statement that does not parse. */
  QUERY: { path: string; cause: string };
}

export type DatabaseErrorCode = keyof DatabaseErrorContext;

const advice: { [Code in DatabaseErrorCode]: (context: DatabaseErrorContext[Code]) => string } = {
  CANNOT_OPEN: ({ path, cause }) => `cannot open ${path}: ${cause}`,
  CORRUPT: ({ path, cause, advice }) =>
    `${path} is damaged or not an SQLite file: ${cause}${advice === undefined ? '' : `; ${advice}`}`,
  LOCKED: ({ path }) => `${path} is in use by another process: stop it or choose another data folder`,
  NEWER_SCHEMA: ({ path, unknown }) => `${path} was written by a later version (it has ${unknown.join(', ')})`,
  MIGRATION_FAILED: ({ path, migration, cause }) => `migration ${migration} of ${path} failed: ${cause}`,
  DISK_FULL: ({ path }) => `no space left for ${path}`,
  IO: ({ path, cause }) => `cannot read or write ${path}: ${cause}`,
  CONSTRAINT: ({ path, cause }) => `${path}: ${cause}`,
  CLOSED: ({ path }) => `${path} is closed`,
  QUERY: ({ path, cause }) => `${path}: ${cause}`,
};

/** The one error of this package: `code` says what, `context` is typed by the code. */
export class DatabaseError<Code extends DatabaseErrorCode = DatabaseErrorCode> extends Error {
  override readonly name = 'DatabaseError';
  readonly code: Code;
  readonly context: DatabaseErrorContext[Code];

  constructor(code: Code, context: DatabaseErrorContext[Code]) {
    super(advice[code](context));
    this.code = code;
    this.context = context;
  }
}

/**
 * Whether a write failed because of where the file is: no space left (DISK_FULL), or a refusal of the operating system (IO),
 * such as a quota. Nothing of the transaction is in the file, and the same write can be tried again later.
 */
export function isStorageFailure(error: unknown): error is DatabaseError<'DISK_FULL' | 'IO'> {
  return error instanceof DatabaseError && (error.code === 'DISK_FULL' || error.code === 'IO');
}
