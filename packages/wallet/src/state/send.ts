import { bytesToHex } from '@noble/hashes/utils.js';
import { WalletError } from '../errors.ts';
import { type BuiltSpend, buildSpend } from '../spend/build-spend.ts';
import { mostCoins } from '../spend/limits.ts';
import { checkPayments } from '../spend/payments.ts';
import { selectCoins } from '../spend/select-coins.ts';
import { STANDARD_WALLET } from '../store/stores.ts';
import type { CoinView, SendRequest, TransactionRecord } from './api.ts';
import { balanceOf, frozenAbove } from './balance.ts';
import type { WalletCore } from './core.ts';
import { nextIndex, useUpTo } from './window.ts';

/** Nothing else changes the wallet from the choice of coins until the transaction is on the disk (wallet 6.2, NEW). */
export const send = (core: WalletCore, request: SendRequest): Promise<TransactionRecord> =>
  core.exclusive(() => {
    const { outputs, fee = 0n, origin } = request;
    const { spendNetwork: network, memory, keys, stores } = core;
    const need = checkPayments(outputs, fee, { network });
    const coins = request.coins === undefined ? chosen(core, request, need) : named(core, request.coins);
    const changeIndex = nextIndex(stores);
    const spend = buildSpend({
      network,
      coins: coins.map(({ coin }) => coin),
      outputs,
      fee,
      change: keys.key(changeIndex).puzzleHash,
      ...(origin && { origin }),
      keyOf: (puzzleHash) => {
        const index = memory.indexOf(puzzleHash);
        return index === undefined ? undefined : keys.spendKey(index);
      },
    });
    return store(core, spend, changeIndex);
  });

function store(
  core: WalletCore,
  { change, cost: _cost, ...spend }: BuiltSpend,
  changeIndex: number,
): TransactionRecord {
  const record = {
    ...spend,
    walletId: STANDARD_WALLET.id,
    direction: 'outgoing',
    state: 'pending',
    createdAt: Math.floor(core.now() / 1000),
    confirmedHeight: null,
  } as const;
  return core.commit((unit) => {
    if (change > 0n) useUpTo(core, unit, changeIndex);
    core.stores.transactions.put(record);
    unit.touch(record.id, true);
    return { ...record, reason: null, acknowledgements: [] };
  }, 'durably');
}

function chosen(core: WalletCore, { outputs }: SendRequest, need: bigint): readonly CoinView[] {
  const { pendingChange, frozen } = balanceOf(core);
  const coins = core.stores.coins.spendable(frozenAbove(core), null, Number.MAX_SAFE_INTEGER);
  return selectCoins(coins, need, { limit: mostCoins(outputs, core.spendNetwork), coming: pendingChange + frozen });
}

function named(core: WalletCore, names: readonly Uint8Array[]): readonly CoinView[] {
  return names.map((name) => {
    const coin = core.stores.coins.get(name);
    const reason = obstacle(core, coin);
    if (coin === undefined || reason !== null) {
      throw new WalletError('COIN_NOT_SPENDABLE', { name: bytesToHex(name), reason: reason ?? 'unknown' });
    }
    return coin;
  });
}

function obstacle(core: WalletCore, coin: CoinView | undefined): 'unknown' | 'spent' | 'pending' | 'frozen' | null {
  const { transactions } = core.stores;
  if (coin === undefined) return 'unknown';
  if (coin.spentHeight !== null) return 'spent';
  if (coin.coinbase && coin.confirmedHeight > frozenAbove(core)) return 'frozen';
  const pending = transactions.coins.spending(coin.name).some((id) => transactions.state(id) === 'pending');
  return pending ? 'pending' : null;
}
