import type { Address } from '../address/address.ts';
import type { Entry } from '../book/address-book.ts';
import type { PeerSchema } from './schema.ts';

type Row = PeerSchema['peer_entry'];

export const entryRow = (entry: Entry): Row => ({
  id: entry.id,
  host: entry.host,
  port: entry.port,
  source_host: entry.source.host,
  source_port: entry.source.port,
  timestamp: entry.timestamp,
  last_try: entry.lastTry,
  last_success: entry.lastSuccess,
  attempts: entry.attempts,
  last_counted: entry.lastCounted,
  tried: entry.tried ? 1 : 0,
});

/** Everything of an entry but its number and its place. */
export const factsOfRow = (row: Row, source: Address): Omit<Entry, 'id' | 'newSlots' | 'tried'> => ({
  host: row.host,
  port: row.port,
  source,
  timestamp: row.timestamp,
  lastTry: row.last_try,
  lastSuccess: row.last_success,
  attempts: row.attempts,
  lastCounted: row.last_counted,
});
