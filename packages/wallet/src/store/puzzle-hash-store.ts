import { plain, type Sql } from '@salvia/database';
import { sql as raw } from 'kysely';
import type { WalletSchema } from './schema.ts';

/** One address of a wallet. */
export interface PuzzleHashRow {
  readonly index: number;
  readonly puzzleHash: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** The puzzle hashes that are ours, by derivation index from 0 without gaps (wallet 4.2). */
export interface PuzzleHashStore {
  /** How many there are: the next index. */
  count(): number;
  /** The least index that was neither given out nor paid to; `null` if all were. */
  lowestUnused(): number | null;
  indexOf(puzzleHash: Uint8Array): number | undefined;
  /** In order of their indices, from one on. */
  from(index: number): PuzzleHashRow[];
  add(row: PuzzleHashRow): void;
  /** Marks all up to an index, included. */
  markUsed(index: number): void;
}

const NO_BYTES = new Uint8Array();

export function createPuzzleHashStore(sql: Sql<WalletSchema>, walletId: number): PuzzleHashStore {
  const { db } = sql;
  const rows = db.selectFrom('puzzle_hashes').where('wallet_id', '=', walletId);
  const last = rows.select(({ fn }) => fn.max<number | null>('derivation_index').as('index'));
  const unused = rows.where('used', '=', raw.lit(0)).orderBy('derivation_index').limit(raw.lit(1));
  const insert = sql.preparedRun(db.insertInto('puzzle_hashes').values(rowOf(walletId, EMPTY)));
  const index = sql.prepared(
    db.selectFrom('puzzle_hashes').select(['wallet_id', 'derivation_index']).where('puzzle_hash', '=', NO_BYTES),
  );
  return {
    count: () => (sql.first(last)?.index ?? -1) + 1,
    lowestUnused: () => sql.first(unused.select('derivation_index'))?.derivation_index ?? null,
    indexOf: (puzzleHash) => index(puzzleHash)?.derivation_index,
    from: (first) =>
      sql.all(rows.selectAll().where('derivation_index', '>=', first).orderBy('derivation_index')).map((row) => ({
        index: row.derivation_index,
        puzzleHash: plain(row.puzzle_hash),
        publicKey: plain(row.public_key),
      })),
    add: (row) => {
      insert(...Object.values(rowOf(walletId, row)));
    },
    markUsed: (upTo) => {
      const marked = db.updateTable('puzzle_hashes').set({ used: 1 }).where('wallet_id', '=', walletId);
      sql.run(marked.where('used', '=', raw.lit(0)).where('derivation_index', '<=', upTo));
    },
  };
}

const EMPTY: PuzzleHashRow = { index: 0, puzzleHash: NO_BYTES, publicKey: NO_BYTES };

const rowOf = (walletId: number, { index, puzzleHash, publicKey }: PuzzleHashRow) => ({
  wallet_id: walletId,
  derivation_index: index,
  puzzle_hash: puzzleHash,
  public_key: publicKey,
  used: 0,
});
