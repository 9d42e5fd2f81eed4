import type { Balance } from './api.ts';
import type { WalletCore } from './core.ts';

/** Rewards confirmed above this height are frozen: one block more than a full node asks for (wallet 4.7). */
export const frozenAbove = ({ memory, network }: WalletCore): number =>
  memory.head.height - network.constants.COINBASE_FREEZE_PERIOD;

export function balanceOf(core: WalletCore): Balance {
  const { coins, transactions } = core.stores;
  const { all, frozen, locked } = coins.sums(frozenAbove(core));
  const change = transactions.coins
    .pendingOutputs()
    .filter(({ puzzleHash }) => core.memory.indexOf(puzzleHash) !== undefined);
  return {
    confirmed: all,
    unconfirmed: all - transactions.pendingTotals().spent,
    spendable: all - frozen - locked,
    pendingChange: change.reduce((sum, { amount }) => sum + amount, 0n),
    frozen,
  };
}
