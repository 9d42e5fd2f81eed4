import { bytesToHex } from '@noble/hashes/utils.js';
import { type Coin, type CoinRecord, coinName } from '@salvia/protocol';
import { sql as raw, type Selectable } from 'kysely';
import type { CoinChanges } from './coin-changes.ts';
import type { CoinTable } from './schema.ts';
import type { Sql } from './sql.ts';
import { ANY_BYTES, fromFixed, plain, uint64 } from './values.ts';

const ONE = raw.lit(1);

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
  /** The greatest height at which a coin was created or spent; -1 without coins. */
  height(): number;
  count(): number;
  /** In order of their names. */
  all(): IterableIterator<CoinRecord>;
}

export function createCoinStore(sql: Sql): CoinStore {
  const { db } = sql;
  const replace = sql.preparedRun(db.replaceInto('coin_records').values(toRow(ANY_COIN, 0, false)));
  const insert = (coins: readonly Coin[], height: number, coinbase: boolean): void => {
    for (const coin of coins) replace(...Object.values(toRow(coin, height, coinbase)));
  };
  const update = db.updateTable('coin_records');
  const spent = update.set({ spent: raw.lit(1), spent_index: 0 }).where('coin_name', '=', ANY_BYTES);
  const spend = sql.preparedRun(spent);
  const deleteAbove = sql.preparedRun(db.deleteFrom('coin_records').where('confirmed_index', '>', 0));
  // "> 0" repeats what the height implies, so that the partial index serves.
  const spentAbove = update.where('spent_index', '>', raw.lit(0)).where('spent_index', '>', 0);
  const unspendAbove = sql.preparedRun(spentAbove.set({ spent: raw.lit(0), spent_index: raw.lit(0) }));
  const recordOf = (row: Selectable<CoinTable>): CoinRecord => {
    const { coin_name, coin_parent, puzzle_hash, amount } = row;
    const sound = coin_parent.length === 32 && puzzle_hash.length === 32 && amount.length === 8;
    return sound ? fromRow(row) : sql.corrupt(`the coin ${bytesToHex(coin_name)} has fields that no coin can have`);
  };
  const named = sql.prepared(db.selectFrom('coin_records').selectAll().where('coin_name', '=', ANY_BYTES));
  const records = db.selectFrom('coin_records');
  const creations = records.select('confirmed_index').orderBy('confirmed_index', 'desc');
  const lastCreation = sql.prepared(creations.limit(ONE));
  // A condition that the partial index can be seen to serve, as in "rollBack".
  const spends = records.select('spent_index').where('spent_index', '>', raw.lit(0));
  const lastSpend = sql.prepared(spends.orderBy('spent_index', 'desc').limit(ONE));
  return {
    get: (name) => {
      const row = named(name);
      return row && recordOf(row);
    },
    withPuzzleHash: (puzzleHash) => {
      const query = db.selectFrom('coin_records').selectAll().where('puzzle_hash', '=', puzzleHash);
      return sql.all(query.orderBy('coin_name')).map(recordOf);
    },
    apply: ({ height, additions, removals, rewards }) => {
      insert(additions, height, false);
      for (const name of removals) spend(height, name);
      insert(rewards, height, true);
    },
    rollBack: (height) => {
      deleteAbove(height);
      unspendAbove(height);
    },
    height: () => Math.max(lastCreation()?.confirmed_index ?? -1, lastSpend()?.spent_index ?? -1),
    count: () =>
      sql.first(db.selectFrom('coin_records').select(({ fn }) => fn.countAll<number>().as('rows')))?.rows ?? 0,
    *all() {
      for (const row of sql.each(db.selectFrom('coin_records').selectAll().orderBy('coin_name'))) yield recordOf(row);
    },
  };
}

/** A pattern: the order of its columns is that of every row. */
const ANY_COIN: Coin = { parentCoinInfo: new Uint8Array(32), puzzleHash: new Uint8Array(32), amount: 0n };

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
