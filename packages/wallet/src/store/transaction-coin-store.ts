import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { fromFixed, plain, type Sql, uint64 } from '@salvia/database';
import type { Coin } from '@salvia/protocol';
import { sql as raw } from 'kysely';
import type { TransactionOutput } from '../state/api.ts';
import type { TransactionCoinTable, WalletSchema } from './schema.ts';

/** The coins of one transaction. */
export interface TransactionCoins {
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly TransactionOutput[];
}

export interface TransactionCoinStore {
  of(transactionId: Uint8Array): TransactionCoins;
  /** Of a transaction that has none yet. */
  add(record: TransactionCoins & { readonly id: Uint8Array }): void;
  /** Outgoing transactions that spend a coin, whatever became of them, in the order in which they were coins. */
  spending(name: Uint8Array): Uint8Array[];
  /** Whether a pending transaction spends one of the coins that this one spends. */
  rivals(transactionId: Uint8Array): boolean;
  /** Whether an outgoing transaction that a block at this height confirmed makes a coin. */
  madeAt(name: Uint8Array, height: number): boolean;
  /** Coins that pending transactions make. */
  pendingOutputs(): Coin[];
  /** Whom outgoing transactions pay that are not confirmed, or not before a height. */
  unsettledPayees(height: number): Uint8Array[];
}

type Row = TransactionCoinTable;
const NO_BYTES = new Uint8Array();

export function createTransactionCoinStore(sql: Sql<WalletSchema>): TransactionCoinStore {
  const { db } = sql;
  const joined = db.selectFrom('transaction_coins as coins').innerJoin('transactions', 'id', 'coins.transaction_id');
  const insert = sql.preparedRun(db.insertInto('transaction_coins').values(inputRow(NO_BYTES, 0, NO_BYTES)));
  const maker = sql.prepared(
    joined
      .select('id')
      .where('coins.name', '=', NO_BYTES)
      .where('coins.role', '!=', raw.lit('input'))
      .where('direction', '=', raw.lit('outgoing'))
      .where('state', '=', raw.lit('confirmed'))
      .where('height', '=', 0),
  );
  return {
    of: (id) => {
      const rows = sql.all(
        db.selectFrom('transaction_coins').selectAll().where('transaction_id', '=', id).orderBy('position'),
      );
      return {
        inputs: rows.filter(({ role }) => role === 'input').map(({ name }) => plain(name)),
        outputs: rows.filter(({ role }) => role !== 'input').map(outputOf),
      };
    },
    add: ({ id, inputs, outputs }) => {
      const rows = [
        ...inputs.map((name, at) => inputRow(id, at, name)),
        ...outputs.map((output, at) => outputRow(id, inputs.length + at, output)),
      ];
      for (const row of rows) insert(...Object.values(row));
    },
    spending: (name) => {
      const spenders = joined.select('id').where('coins.name', '=', name).where('coins.role', '=', 'input');
      return sql.all(spenders.orderBy('created_at').orderBy('id')).map(({ id }) => plain(id));
    },
    rivals: (id) => {
      const others = joined
        .select('coins.name')
        .where('coins.role', '=', 'input')
        .where('transactions.state', '=', 'pending')
        .where('transactions.id', '!=', id)
        .where('coins.name', 'in', (eb) =>
          eb
            .selectFrom('transaction_coins')
            .select('name')
            .where('transaction_id', '=', id)
            .where('role', '=', 'input'),
        );
      return sql.first(others.limit(1)) !== undefined;
    },
    madeAt: (name, height) => maker(name, height) !== undefined,
    pendingOutputs: () => {
      const outputs = joined.selectAll('coins').where('state', '=', 'pending').where('coins.role', '!=', 'input');
      return sql.all(outputs).map(coinOf);
    },
    unsettledPayees: (height) => {
      const paid = joined.select('coins.puzzle_hash').where('coins.role', '=', 'payment');
      const outgoing = paid.where('direction', '=', 'outgoing').distinct();
      const rows = [
        ...sql.all(outgoing.where('state', 'in', ['pending', 'failed', 'cancelled'])),
        ...sql.all(outgoing.where('state', '=', 'confirmed').where('height', '>', height)),
      ];
      return rows.map(({ puzzle_hash }) => plain(puzzle_hash ?? NO_BYTES));
    },
  };
}

const inputRow = (id: Uint8Array, position: number, name: Uint8Array): Row => ({
  transaction_id: id,
  position,
  role: 'input',
  name,
  parent: null,
  puzzle_hash: null,
  amount: null,
  memos: null,
});

const outputRow = (id: Uint8Array, position: number, { name, coin, change, memos }: TransactionOutput): Row => ({
  transaction_id: id,
  position,
  role: change ? 'change' : 'payment',
  name,
  parent: coin.parentCoinInfo,
  puzzle_hash: coin.puzzleHash,
  amount: uint64(coin.amount),
  memos: memos.length === 0 ? null : JSON.stringify(memos.map(bytesToHex)),
});

const coinOf = ({ parent, puzzle_hash, amount }: Row): Coin => ({
  parentCoinInfo: plain(parent ?? NO_BYTES),
  puzzleHash: plain(puzzle_hash ?? NO_BYTES),
  amount: fromFixed(amount ?? uint64(0n)),
});

const outputOf = (row: Row): TransactionOutput => ({
  name: plain(row.name),
  coin: coinOf(row),
  change: row.role === 'change',
  memos: row.memos === null ? [] : (JSON.parse(row.memos) as string[]).map(hexToBytes),
});
