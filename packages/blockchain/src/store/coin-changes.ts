import { Coin } from '@salvia/protocol';
import { bytes32, list, struct, type ValueOf } from '@salvia/streamable';

/**
 * What the generator of a block did to the coins, found once by body validation and kept with the block, so that no
 * program runs again when coins are rolled back and applied. The two reward coins are not in it: the header gives them.
 */
export const CoinChanges = struct('CoinChanges', {
  /** Coins that the generator created, in its order. */
  additions: list(Coin),
  /** Names of the coins that it spent, in its order. */
  removals: list(bytes32),
});
export type CoinChanges = ValueOf<typeof CoinChanges>;

/** Of a block without a generator. */
export const NO_CHANGES: CoinChanges = { additions: [], removals: [] };
