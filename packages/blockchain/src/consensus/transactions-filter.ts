import type { Coin, HeaderData } from '@salvia/protocol';
import { encodeFilter } from './bip158/filter.ts';

/** Filter over what a block does (consensus 8.6): where its coins and rewards go, and which coins it spends. */
export function transactionsFilter(
  data: Pick<HeaderData, 'poolTarget' | 'farmerRewardsPuzzleHash'>,
  additions: readonly Coin[],
  removals: readonly Uint8Array[],
): Uint8Array {
  return encodeFilter([
    ...additions.map((coin) => coin.puzzleHash),
    ...removals,
    data.farmerRewardsPuzzleHash,
    data.poolTarget.puzzleHash,
  ]);
}
