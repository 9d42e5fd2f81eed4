import type { Database } from '@salvia/database';
import type { PeerEntry } from './peer-entry.ts';
import type { PeerSchema } from './schema.ts';

/** Rows per statement: SQLite bounds the number of parameters. */
const ROWS = 100;

/** Replaces a whole table in one transaction. */
export async function replaceTable<Name extends keyof PeerSchema>(
  database: Database<PeerSchema>,
  table: Name,
  rows: readonly PeerSchema[Name][],
): Promise<void> {
  await database.transaction(async (trx) => {
    await trx.deleteFrom(table).execute();
    for (let start = 0; start < rows.length; start += ROWS) {
      // Kysely's types do not follow a table name that is a parameter.
      await trx
        .insertInto(table)
        .values(rows.slice(start, start + ROWS) as never)
        .execute();
    }
  });
}

export const peerRow = (entry: PeerEntry): PeerSchema['peer'] => ({
  host: entry.host,
  port: entry.port,
  timestamp: entry.timestamp,
  last_try: entry.lastTry,
  last_success: entry.lastSuccess,
  attempts: entry.attempts,
  last_counted: entry.lastCounted,
  tried: entry.tried ? 1 : 0,
});

export const peerOfRow = (row: PeerSchema['peer']): PeerEntry => ({
  host: row.host,
  port: row.port,
  timestamp: row.timestamp,
  lastTry: row.last_try,
  lastSuccess: row.last_success,
  attempts: row.attempts,
  lastCounted: row.last_counted,
  tried: row.tried !== 0,
});
