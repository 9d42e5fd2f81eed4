import type { Coin, HeaderData } from '@salvia/protocol';
import { sha256 } from './bytes.ts';
import { toBigEndian } from './integers.ts';

/** What the farmer of a block earns besides the transaction fees, in mojo (consensus 3.5). */
export const BASE_FARMER_FEE = 2_000_000_000_000n;

const GENESIS_REWARD = 500_000_000_000_000_000n;
const BLOCK_REWARD = 14_000_000_000_000n;

/** Amount of the coinbase coin of a block, in mojo. */
export function blockReward(height: number): bigint {
  return height === 0 ? GENESIS_REWARD : BLOCK_REWARD;
}

/** The coin that goes to the pool target of the block at a height. */
export function coinbaseCoin(height: number, puzzleHash: Uint8Array): Coin {
  return { parentCoinInfo: toBigEndian(height, 32), puzzleHash, amount: blockReward(height) };
}

/** The coin that goes to the farmer of the block at a height: base fee and transaction fees. */
export function feesCoin(height: number, puzzleHash: Uint8Array, fees: bigint): Coin {
  return { parentCoinInfo: sha256(sha256(toBigEndian(height, 4))), puzzleHash, amount: fees };
}

/** The two coins that a block creates by itself: coinbase, then fees. */
export function rewardCoins(
  data: Pick<HeaderData, 'height' | 'poolTarget' | 'farmerRewardsPuzzleHash' | 'totalTransactionFees'>,
): readonly [Coin, Coin] {
  return [
    coinbaseCoin(data.height, data.poolTarget.puzzleHash),
    feesCoin(data.height, data.farmerRewardsPuzzleHash, data.totalTransactionFees),
  ];
}
