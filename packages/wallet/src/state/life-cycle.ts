import { bytesToHex } from '@noble/hashes/utils.js';
import { WalletError } from '../errors.ts';
import type { WalletStores } from '../store/stores.ts';
import type { PendingBundle, TransactionRecord } from './api.ts';
import type { WalletCore } from './core.ts';
import { lastingRefusal } from './refusals.ts';

export const pendingBundlesOf = ({ transactions }: WalletStores): PendingBundle[] =>
  transactions
    .pending()
    .flatMap(({ id, bundle, acknowledgements }) => (bundle === null ? [] : [{ id, bundle, acknowledgements }]));

export const submitted = (core: WalletCore, id: Uint8Array, peers: readonly string[]): Promise<void> =>
  core.change(() => {
    const { transactions, acknowledgements } = core.stores;
    if (transactions.state(id) === 'pending') acknowledgements.ask(id, peers);
  });

/** Wallet 4.8 with its NEWs. */
export function acknowledged(
  core: WalletCore,
  id: Uint8Array,
  peer: string,
  status: number,
  error: string | null,
): Promise<void> {
  return core.change((unit) => {
    const { transactions, acknowledgements, coins } = core.stores;
    if (transactions.state(id) !== 'pending') return;
    acknowledgements.put(id, { peer, status, error });
    unit.touch(id);
    const record = transactions.get(id);
    const reason = record && lastingRefusal(record, (name) => coins.get(name) !== undefined);
    if (reason) transactions.settle(id, 'failed', null, reason);
  });
}

export const cancel = (core: WalletCore, id: Uint8Array): Promise<TransactionRecord> =>
  core.change((unit) => {
    const { transactions } = core.stores;
    const record = transactions.get(id);
    if (record === undefined) throw new WalletError('UNKNOWN_TRANSACTION', { id: bytesToHex(id) });
    if (record.state === 'cancelled') return record;
    if (record.state !== 'pending') throw new WalletError('NOT_PENDING', { id: bytesToHex(id), state: record.state });
    transactions.settle(id, 'cancelled', null, null);
    unit.touch(id);
    return { ...record, state: 'cancelled' };
  });

export const resubmit = (core: WalletCore): Promise<PendingBundle[]> =>
  core.change((unit) => {
    const { transactions, acknowledgements } = core.stores;
    for (const { id } of transactions.pending()) {
      acknowledgements.forget(id);
      unit.touch(id, true);
    }
    return pendingBundlesOf(core.stores);
  });
