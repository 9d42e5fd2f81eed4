import { nameOf } from '@salvia/blockchain';
import { plain, type Sql } from '@salvia/database';
import type { Coin } from '@salvia/protocol';
import { type RawBuilder, sql as raw } from 'kysely';
import type { CoinView } from '../state/api.ts';
import type { CoinTable, WalletSchema } from './schema.ts';

/** A coin of the wallet, as it is when its block comes. */
export interface NewCoin {
  readonly coin: Coin;
  readonly height: number;
  readonly coinbase: boolean;
  /** Unix seconds */
  readonly timestamp: number;
}

/** Where a list of coins goes on. */
export interface CoinPlace {
  readonly height: number;
  readonly name: Uint8Array;
}

/** Every coin of a wallet that was ever created on the head's chain. */
export interface CoinStore {
  get(name: Uint8Array): CoinView | undefined;
  add(coin: NewCoin): void;
  /** @returns whether it is an unspent coin of ours */
  spend(name: Uint8Array, height: number): boolean;
  /** The coins as they were after the block at that height. */
  rollBack(height: number): void;
  /** Names of those that exist and are unspent after the block at that height of the head's chain. */
  namesAt(height: number): Uint8Array[];
  /** Unspent ones, the oldest first, ties in order of names. */
  unspent(after: CoinPlace | null, limit: number): CoinView[];
  /** The same without those that pending transactions spend, and without rewards confirmed above a height. */
  spendable(frozenAbove: number, after: CoinPlace | null, limit: number): CoinView[];
  /** Sums of unspent coins. `frozen` are rewards above a height; `locked` are not frozen, but of pending transactions. */
  sums(frozenAbove: number): { readonly all: bigint; readonly frozen: bigint; readonly locked: bigint };
}

const NO_BYTES = new Uint8Array();
const unspent = raw<boolean>`coins.spent_height is null`;
/** In a form that is worked out once for a query, not once for each coin. */
const locked = raw<boolean>`coins.name in (
  select inputs.name from transactions join transaction_coins as inputs on inputs.transaction_id = transactions.id
  where transactions.state = 'pending' and inputs.role = 'input')`;
const frozen = (above: number) => raw<boolean>`coins.coinbase = 1 and coins.confirmed_height > ${above}`;
const not = (condition: RawBuilder<boolean>) => raw<boolean>`not (${condition})`;

interface SumRow {
  readonly high: number | null;
  readonly low: number | null;
}

export function createCoinStore(sql: Sql<WalletSchema>, walletId: number): CoinStore {
  const { db } = sql;
  const all = db.selectFrom('coins').selectAll();
  const byName = sql.prepared(all.where('name', '=', NO_BYTES));
  const pattern = rowOf(walletId, { coin: NO_COIN, height: 0, coinbase: false, timestamp: 0 });
  const insert = sql.preparedRun(db.insertInto('coins').values({ ...pattern, spent_height: raw.lit(null) }));
  const spend = sql.preparedRun(
    db.updateTable('coins').set({ spent_height: 0 }).where('name', '=', NO_BYTES).where(unspent),
  );
  const list = (place: CoinPlace | null, limit: number) => {
    const ordered = all.where(unspent).orderBy('confirmed_height').orderBy('name').limit(limit);
    if (place === null) return ordered;
    return ordered.where(raw<boolean>`(confirmed_height, name) > (${place.height}, ${place.name})`);
  };
  const sum = db
    .selectFrom('coins')
    .where(unspent)
    .select(({ fn }) => [
      fn.sum<number | null>('amount_high').as('high'),
      fn.sum<number | null>('amount_low').as('low'),
    ]);
  return {
    get: (name) => viewOf(byName(name)),
    add: (coin) => {
      const { spent_height: _unspent, ...row } = rowOf(walletId, coin);
      insert(...Object.values(row));
    },
    spend: (name, height) => spend(height, name) > 0,
    rollBack: (height) => {
      sql.run(db.deleteFrom('coins').where('confirmed_height', '>', height));
      sql.run(db.updateTable('coins').set({ spent_height: null }).where('spent_height', '>', height));
    },
    namesAt: (height) => {
      const names = db.selectFrom('coins').select('name');
      const still = sql.all(names.where(unspent).where('confirmed_height', '<=', height));
      const later = sql.all(names.where('spent_height', '>', height).where('confirmed_height', '<=', height));
      return [...still, ...later].map(({ name }) => plain(name));
    },
    unspent: (after, limit) => sql.all(list(after, limit)).map(viewOfRow),
    spendable: (frozenAbove, after, limit) => {
      const free = list(after, limit)
        .where(not(frozen(frozenAbove)))
        .where(not(locked));
      return sql.all(free).map(viewOfRow);
    },
    sums: (frozenAbove) => ({
      all: total(sql.first(sum)),
      frozen: total(sql.first(sum.where(frozen(frozenAbove)))),
      locked: total(sql.first(sum.where(locked).where(not(frozen(frozenAbove))))),
    }),
  };
}

const NO_COIN: Coin = { parentCoinInfo: new Uint8Array(32), puzzleHash: new Uint8Array(32), amount: 0n };

function rowOf(walletId: number, { coin, height, coinbase, timestamp }: NewCoin): CoinTable {
  return {
    name: nameOf(coin),
    wallet_id: walletId,
    parent: coin.parentCoinInfo,
    puzzle_hash: coin.puzzleHash,
    amount_high: Number(coin.amount >> 32n),
    amount_low: Number(coin.amount & 0xffffffffn),
    confirmed_height: height,
    spent_height: null,
    coinbase: coinbase ? 1 : 0,
    timestamp,
  };
}

/** Sums of columns below 2^32 are exact numbers for as many coins as a file can hold. */
const joined = ({ high, low }: SumRow): bigint => (BigInt(high ?? 0) << 32n) + BigInt(low ?? 0);

const total = (row: SumRow | undefined): bigint => (row === undefined ? 0n : joined(row));

const viewOf = (row: CoinTable | undefined): CoinView | undefined => (row === undefined ? undefined : viewOfRow(row));

function viewOfRow(row: CoinTable): CoinView {
  const coin = {
    parentCoinInfo: plain(row.parent),
    puzzleHash: plain(row.puzzle_hash),
    amount: joined({ high: row.amount_high, low: row.amount_low }),
  };
  return {
    name: plain(row.name),
    coin,
    confirmedHeight: row.confirmed_height,
    spentHeight: row.spent_height,
    coinbase: row.coinbase !== 0,
    timestamp: row.timestamp,
  };
}
