import { fromFixed, plain, type Sql, uint64, uint128 } from '@salvia/database';
import { SpendBundle } from '@salvia/protocol';
import { sql as raw, type SelectQueryBuilder } from 'kysely';
import type { Acknowledgement, TransactionRecord, TransactionState } from '../state/api.ts';
import type { TransactionTable, WalletSchema } from './schema.ts';
import { createTransactionCoinStore, type TransactionCoinStore } from './transaction-coin-store.ts';

/** A record as it is when it is made. */
export type NewTransaction = Omit<TransactionRecord, 'acknowledgements' | 'reason'>;

/** Where the history goes on. */
export interface TransactionPlace {
  readonly createdAt: number;
  readonly id: Uint8Array;
}

export interface TransactionStore {
  readonly coins: TransactionCoinStore;
  get(id: Uint8Array): TransactionRecord | undefined;
  state(id: Uint8Array): TransactionState | undefined;
  /** In place of what was there under this id. */
  put(record: NewTransaction): void;
  /** @param height of the block that settled it, if one did */
  settle(id: Uint8Array, state: TransactionState, height: number | null, reason: string | null): void;
  /** Deletes incoming ones confirmed above a height. */
  forgetIncomingAbove(height: number): void;
  /** Outgoing ones that a block above a height settled so, in the order in which they were made. */
  settledAbove(height: number, state: 'confirmed' | 'failed'): Uint8Array[];
  /** The latest first. */
  history(state: TransactionState | null, after: TransactionPlace | null, limit: number): TransactionRecord[];
  /** The oldest first. */
  pending(): TransactionRecord[];
  /** Amounts and fees of the pending ones together, and how many they are. */
  pendingTotals(): { readonly count: number; readonly spent: bigint };
}

type Row = TransactionTable;
const NO_BYTES = new Uint8Array();

export function createTransactionStore(
  sql: Sql<WalletSchema>,
  acknowledgementsOf: (id: Uint8Array) => readonly Acknowledgement[],
): TransactionStore {
  const { db } = sql;
  const all = db.selectFrom('transactions').selectAll();
  const byId = sql.prepared(all.where('id', '=', NO_BYTES));
  const remove = sql.preparedRun(db.deleteFrom('transactions').where('id', '=', NO_BYTES));
  const insert = sql.preparedRun(db.insertInto('transactions').values(PATTERN));
  const coins = createTransactionCoinStore(sql);
  const recordOf = (row: Row): TransactionRecord => {
    const id = plain(row.id);
    const bundle = row.bundle === null ? null : SpendBundle.decode(plain(row.bundle));
    return { ...factsOf(row), id, bundle, ...coins.of(id), acknowledgements: acknowledgementsOf(id) };
  };
  const records = (query: SelectQueryBuilder<WalletSchema, 'transactions', Row>) => sql.all(query).map(recordOf);
  const pending = all.where('state', '=', 'pending').orderBy('created_at').orderBy('id');
  return {
    coins,
    get: (id) => {
      const row = byId(id);
      return row && recordOf(row);
    },
    state: (id) => byId(id)?.state,
    put: (record) => {
      remove(record.id);
      insert(...Object.values(rowOf(record)));
      coins.add(record);
    },
    settle: (id, state, height, reason) => {
      sql.run(db.updateTable('transactions').set({ state, height, reason }).where('id', '=', id));
    },
    forgetIncomingAbove: (height) => {
      sql.run(db.deleteFrom('transactions').where('height', '>', height).where('direction', '=', 'incoming'));
    },
    settledAbove: (height, state) => {
      const settled = db.selectFrom('transactions').select('id').where('height', '>', height);
      const ours = settled.where('state', '=', state).where('direction', '=', 'outgoing');
      return sql.all(ours.orderBy('created_at').orderBy('id')).map(({ id }) => plain(id));
    },
    history: (state, after, limit) => {
      let page = all.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
      if (state !== null) page = page.where('state', '=', state);
      if (after !== null) page = page.where(raw<boolean>`(created_at, id) < (${after.createdAt}, ${after.id})`);
      return records(page);
    },
    pending: () => records(pending),
    pendingTotals: () => {
      const rows = sql.all(db.selectFrom('transactions').select(['amount', 'fee']).where('state', '=', 'pending'));
      const spent = rows.reduce((sum, { amount, fee }) => sum + fromFixed(amount) + fromFixed(fee), 0n);
      return { count: rows.length, spent };
    },
  };
}

function rowOf(record: NewTransaction): Row {
  return {
    id: record.id,
    wallet_id: record.walletId,
    direction: record.direction,
    state: record.state,
    created_at: record.createdAt,
    amount: uint128(record.amount),
    fee: uint64(record.fee),
    height: record.confirmedHeight,
    reason: null,
    bundle: record.bundle && SpendBundle.encode(record.bundle),
  };
}

/** The order of its columns is that of every row. */
const PATTERN = rowOf({
  id: NO_BYTES,
  walletId: 0,
  direction: 'incoming',
  state: 'pending',
  amount: 0n,
  fee: 0n,
  createdAt: 0,
  confirmedHeight: null,
  inputs: [],
  outputs: [],
  bundle: null,
});

const factsOf = (row: Row) => ({
  walletId: row.wallet_id,
  direction: row.direction,
  state: row.state,
  amount: fromFixed(row.amount),
  fee: fromFixed(row.fee),
  createdAt: row.created_at,
  confirmedHeight: row.state === 'confirmed' ? row.height : null,
  reason: row.state === 'failed' ? row.reason : null,
});
