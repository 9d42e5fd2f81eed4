import type { FoundCoin } from './find-coin.ts';

export type CoinFault = 'UNKNOWN_UNSPENT' | 'DOUBLE_SPEND' | 'COINBASE_NOT_YET_SPENDABLE';

/**
 * Why the block at a height cannot spend a coin, or `null` if it can (consensus 8.4 step 3). A coin cannot be both spent
 * and frozen on one chain, so the order of these two does not matter.
 */
export function coinFault(
  coin: FoundCoin | null,
  height: number,
  constants: { readonly COINBASE_FREEZE_PERIOD: number },
): CoinFault | null {
  if (coin === null) return 'UNKNOWN_UNSPENT';
  if (coin.spent) return 'DOUBLE_SPEND';
  const frozen = coin.coinbase && height < coin.confirmedHeight + constants.COINBASE_FREEZE_PERIOD;
  return frozen ? 'COINBASE_NOT_YET_SPENDABLE' : null;
}
