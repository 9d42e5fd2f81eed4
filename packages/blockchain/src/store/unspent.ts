import type { Coin, CoinRecord } from '@salvia/protocol';

/** The record of a coin that was just created (consensus 9.4). */
export const unspent = (coin: Coin, height: number, coinbase: boolean): CoinRecord => ({
  coin,
  confirmedBlockIndex: height,
  spentBlockIndex: 0,
  spent: false,
  coinbase,
});
