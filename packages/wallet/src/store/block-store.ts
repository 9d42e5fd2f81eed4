import { CoinChanges } from '@salvia/blockchain';
import { fromFixed, plain, type Sql, uint64, uint128 } from '@salvia/database';
import { sql as raw } from 'kysely';
import type { HeaderRecord } from '../state/api.ts';
import type { BlockTable, WalletSchema } from './schema.ts';

/** Headers, and what of their blocks may concern us. */
export interface BlockStore {
  get(headerHash: Uint8Array): HeaderRecord | undefined;
  /** On the head's chain. */
  atHeight(height: number): HeaderRecord | undefined;
  /** The last one of the head's chain. */
  head(): HeaderRecord | undefined;
  add(header: HeaderRecord, changes: CoinChanges): void;
  changes(headerHash: Uint8Array): CoinChanges;
  /** Puts a block on the head's chain. */
  enter(headerHash: Uint8Array): void;
  /** Takes those above a height off the head's chain. */
  leaveAbove(height: number): void;
  /** Deletes all above a height, orphans included. */
  forgetAbove(height: number): void;
}

const ONE = raw.lit(1);
const NO_BYTES = new Uint8Array();
const PATTERN: BlockTable = {
  header_hash: NO_BYTES,
  prev_header_hash: NO_BYTES,
  height: 0,
  weight: NO_BYTES,
  total_iters: NO_BYTES,
  min_iters: NO_BYTES,
  challenge_hash: NO_BYTES,
  timestamp: NO_BYTES,
  scanned: 0,
  in_path: 0,
  coin_changes: NO_BYTES,
};

export function createBlockStore(sql: Sql<WalletSchema>): BlockStore {
  const { db } = sql;
  const blocks = db.selectFrom('blocks');
  const header = blocks.selectAll();
  const byHash = sql.prepared(header.where('header_hash', '=', NO_BYTES));
  // Literals, so that SQLite sees that the partial index serves.
  const onPath = header.where('in_path', '=', ONE);
  const byHeight = sql.prepared(onPath.where('height', '=', 0));
  const highest = sql.prepared(onPath.orderBy('height', 'desc').limit(ONE));
  const insert = sql.preparedRun(db.insertInto('blocks').values(PATTERN));
  const changesOf = sql.prepared(blocks.select('coin_changes').where('header_hash', '=', NO_BYTES));
  const setPath = sql.preparedRun(db.updateTable('blocks').set({ in_path: ONE }).where('header_hash', '=', NO_BYTES));
  return {
    get: (headerHash) => recordOf(byHash(headerHash)),
    atHeight: (height) => recordOf(byHeight(height)),
    head: () => recordOf(highest()),
    add: (record, changes) => {
      insert(...Object.values(rowOf(record, changes)));
    },
    changes: (headerHash) => {
      const bytes = changesOf(headerHash)?.coin_changes;
      return bytes ? CoinChanges.decode(plain(bytes)) : { additions: [], removals: [] };
    },
    enter: (headerHash) => {
      setPath(headerHash);
    },
    leaveAbove: (height) => {
      sql.run(db.updateTable('blocks').set({ in_path: 0 }).where('in_path', '=', ONE).where('height', '>', height));
    },
    forgetAbove: (height) => {
      sql.run(db.deleteFrom('blocks').where('height', '>', height));
    },
  };
}

function rowOf(record: HeaderRecord, changes: CoinChanges): BlockTable {
  const empty = changes.additions.length === 0 && changes.removals.length === 0;
  return {
    header_hash: record.headerHash,
    prev_header_hash: record.prevHeaderHash,
    height: record.height,
    weight: uint128(record.weight),
    total_iters: uint64(record.totalIters),
    min_iters: uint64(record.minIters),
    challenge_hash: record.challengeHash,
    timestamp: uint64(record.timestamp),
    scanned: record.scanned ? 1 : 0,
    in_path: 0,
    coin_changes: empty ? null : CoinChanges.encode(changes),
  };
}

function recordOf(row: BlockTable | undefined): HeaderRecord | undefined {
  if (row === undefined) return undefined;
  return {
    headerHash: plain(row.header_hash),
    prevHeaderHash: plain(row.prev_header_hash),
    height: row.height,
    weight: fromFixed(row.weight),
    totalIters: fromFixed(row.total_iters),
    minIters: fromFixed(row.min_iters),
    challengeHash: plain(row.challenge_hash),
    timestamp: fromFixed(row.timestamp),
    scanned: row.scanned !== 0,
  };
}
