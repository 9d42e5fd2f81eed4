import { bytesToHex } from '@noble/hashes/utils.js';
import { nameOf } from '@salvia/blockchain';
import type { Coin } from '@salvia/protocol';
import type { WalletStores } from '../store/stores.ts';
import type { TransactionRecord } from './api.ts';
import type { Unit } from './unit.ts';

/** Why a transaction failed whose coins another spend took. */
export const SPENT_ELSEWHERE = 'COIN_SPENT_ELSEWHERE';

interface Place {
  readonly stores: WalletStores;
  readonly unit: Unit;
  readonly height: number;
}

/**
 * What coins spent in a block mean for the transactions that wanted to spend them (wallet 4.6.3, NEW). A transaction is
 * confirmed if the block spends all its inputs and makes all its outputs, those to others included, which are looked
 * for as well; other pending ones that lost a coin failed.
 */
export function settle(place: Place, spent: readonly Uint8Array[], additions: readonly Coin[]): void {
  const { transactions } = place.stores;
  const ids = new Map(spent.flatMap((name) => transactions.coins.spending(name)).map((id) => [bytesToHex(id), id]));
  if (ids.size === 0) return;
  const records = [...ids.values()].flatMap((id) => transactions.get(id) ?? []);
  const made = new Set(additions.map((coin) => bytesToHex(nameOf(coin))));
  const confirmed = choose(records.filter((record) => fits(record, place, made)));
  for (const record of records) {
    if (confirmed.has(record)) mark(place, record, 'confirmed', null);
    else if (record.state === 'pending') mark(place, record, 'failed', SPENT_ELSEWHERE);
  }
}

function mark(
  { stores, unit, height }: Place,
  { id }: TransactionRecord,
  state: 'confirmed' | 'failed',
  reason: string | null,
) {
  stores.transactions.settle(id, state, height, reason);
  unit.touch(id);
}

function fits({ inputs, outputs }: TransactionRecord, { stores, height }: Place, made: ReadonlySet<string>): boolean {
  return (
    inputs.every((name) => stores.coins.get(name)?.spentHeight === height) &&
    outputs.every(({ name }) => made.has(bytesToHex(name)))
  );
}

/**
 * Ones that share no input. Where two fit, one makes all that the other makes; it is the one, unless both make the same:
 * then it is the one that still waits.
 */
function choose(fitting: readonly TransactionRecord[]): ReadonlySet<TransactionRecord> {
  const likelihood = ({ outputs, state }: TransactionRecord): number =>
    2 * outputs.length + (state === 'pending' ? 1 : 0);
  const chosen = new Set<TransactionRecord>();
  const taken = new Set<string>();
  for (const record of [...fitting].sort((a, b) => likelihood(b) - likelihood(a))) {
    const names = record.inputs.map(bytesToHex);
    if (names.some((name) => taken.has(name))) continue;
    chosen.add(record);
    for (const name of names) taken.add(name);
  }
  return chosen;
}
