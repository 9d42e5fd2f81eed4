import { type Coin, type CoinRecord, coinName } from '@salvia/protocol';
import type { Selectable } from 'kysely';
import type { CoinChanges } from './coin-changes.ts';
import type { CoinTable } from './schema.ts';
import type { Sql } from './sql.ts';
import { ANY_BYTES, fromFixed, plain, uint64 } from './values.ts';

/** Rows of one statement; SQLite allows 32,766 parameters, at 8 a row. */
const BATCH = 500;

/** What one block does to the coins: its generator's work and its two rewards. */
export interface BlockCoins extends CoinChanges {
  readonly height: number;
  readonly rewards: readonly Coin[];
}

/** Every coin that was ever created on the chain that ends at the LCA (consensus 10.2). */
export interface CoinStore {
  get(name: Uint8Array): CoinRecord | undefined;
  /** In order of their names. */
  withPuzzleHash(puzzleHash: Uint8Array): CoinRecord[];
  /** Consensus 9.4, "apply": additions, then removals, then rewards; heights must ascend one by one. */
  apply(block: BlockCoins): void;
  /** Consensus 9.4, "roll back": the coins as they were after the block at that height. */
  rollBack(height: number): void;
  count(): number;
  /** In order of their names. */
  all(): IterableIterator<CoinRecord>;
}

export function createCoinStore(sql: Sql): CoinStore {
  const { db } = sql;
  const insert = (coins: readonly Coin[], height: number, coinbase: boolean): void => {
    for (let from = 0; from < coins.length; from += BATCH) {
      const rows = coins.slice(from, from + BATCH).map((coin) => toRow(coin, height, coinbase));
      sql.run(db.replaceInto('coin_records').values(rows));
    }
  };
  const spend = (names: readonly Uint8Array[], height: number): void => {
    for (let from = 0; from < names.length; from += BATCH) {
      const batch = names.slice(from, from + BATCH);
      const query = db.updateTable('coin_records').set({ spent: 1, spent_index: height });
      sql.run(query.where('coin_name', 'in', batch));
    }
  };
  const named = sql.prepared(db.selectFrom('coin_records').selectAll().where('coin_name', '=', ANY_BYTES));
  return {
    get: (name) => {
      const row = named(name);
      return row && fromRow(row);
    },
    withPuzzleHash: (puzzleHash) => {
      const query = db.selectFrom('coin_records').selectAll().where('puzzle_hash', '=', puzzleHash);
      return sql.all(query.orderBy('coin_name')).map(fromRow);
    },
    apply: ({ height, additions, removals, rewards }) => {
      insert(additions, height, false);
      spend(removals, height);
      insert(rewards, height, true);
    },
    rollBack: (height) => {
      sql.run(db.deleteFrom('coin_records').where('confirmed_index', '>', height));
      const query = db.updateTable('coin_records').set({ spent: 0, spent_index: 0 });
      // "> 0" repeats what the height implies, so that the partial index serves.
      sql.run(query.where('spent_index', '>', 0).where('spent_index', '>', height));
    },
    count: () =>
      sql.first(db.selectFrom('coin_records').select(({ fn }) => fn.countAll<number>().as('rows')))?.rows ?? 0,
    *all() {
      for (const row of sql.each(db.selectFrom('coin_records').selectAll().orderBy('coin_name'))) yield fromRow(row);
    },
  };
}

function toRow(coin: Coin, height: number, coinbase: boolean): CoinTable {
  return {
    coin_name: coinName(coin),
    confirmed_index: height,
    spent_index: 0,
    spent: 0,
    coinbase: coinbase ? 1 : 0,
    puzzle_hash: coin.puzzleHash,
    coin_parent: coin.parentCoinInfo,
    amount: uint64(coin.amount),
  };
}

function fromRow(row: Selectable<CoinTable>): CoinRecord {
  return {
    coin: {
      parentCoinInfo: plain(row.coin_parent),
      puzzleHash: plain(row.puzzle_hash),
      amount: fromFixed(row.amount),
    },
    confirmedBlockIndex: row.confirmed_index,
    spentBlockIndex: row.spent_index,
    spent: row.spent !== 0,
    coinbase: row.coinbase !== 0,
  };
}
