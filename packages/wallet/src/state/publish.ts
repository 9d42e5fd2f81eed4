import type { WalletStores } from '../store/stores.ts';
import type { WalletEvent } from './events.ts';
import type { Unit } from './unit.ts';

/** What a committed change is told as, in the order in which it makes sense. */
export function* eventsOf(unit: Unit, { coins, transactions }: WalletStores): Generator<WalletEvent> {
  for (const [type, names] of [
    ['coin_added', unit.coinsAdded],
    ['coin_removed', unit.coinsRemoved],
  ] as const) {
    for (const name of names) {
      const coin = coins.get(name);
      if (coin !== undefined) yield { type, coin };
    }
  }
  for (const { id, announced } of unit.transactions.values()) {
    const transaction = transactions.get(id);
    if (transaction === undefined) continue;
    yield { type: 'tx_update', transaction };
    if (announced && transaction.state === 'pending') yield { type: 'pending_transaction', transaction };
  }
  if (unit.head !== null) yield { type: 'new_block', head: unit.head };
}
