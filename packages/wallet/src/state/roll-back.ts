import type { WalletStores } from '../store/stores.ts';
import { SPENT_ELSEWHERE } from './settle.ts';
import type { Unit } from './unit.ts';

/**
 * Coins and transactions as they were after the block at a height of the head's chain (wallet 4.5, NEW). What was ours to
 * send is pending again; what came in is forgotten until it comes again. Used addresses stay used.
 */
export function rollBack(stores: WalletStores, unit: Unit, height: number): void {
  const { blocks, coins, transactions } = stores;
  coins.rollBack(height);
  blocks.leaveAbove(height);
  transactions.forgetIncomingAbove(height);
  unit.rolledBack = true;
  for (const id of transactions.settledAbove(height, 'confirmed')) revive(stores, unit, id);
  for (const id of transactions.settledAbove(height, 'failed')) {
    // What took its coins may be pending itself by now; then it failed for good.
    if (transactions.coins.rivals(id)) transactions.settle(id, 'failed', null, SPENT_ELSEWHERE);
    else revive(stores, unit, id);
  }
}

function revive({ transactions, acknowledgements }: WalletStores, unit: Unit, id: Uint8Array): void {
  transactions.settle(id, 'pending', null, null);
  acknowledgements.forget(id);
  unit.touch(id, true);
}
