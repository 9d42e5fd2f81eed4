import { boundsOf, type EpochConstants, isAdjustment, totalItersAt } from './adjustment.ts';
import type { Ancestry } from './ancestry.ts';
import { floorDivide, maximum } from './integers.ts';
import { truncate } from './significant-bits.ts';

export interface MinItersConstants extends EpochConstants {
  readonly MIN_ITERS_STARTING: bigint;
  readonly MIN_ITERS_PROPORTION: number;
  readonly SIGNIFICANT_BITS: number;
}

/**
 * Minimum iterations of a child of the block that `chain` ends at (consensus 6.2): the average iterations of the last
 * epoch's blocks over MIN_ITERS_PROPORTION, without bounds except that it is at least 1 (Q7).
 */
export function nextMinIters(chain: Ancestry, constants: MinItersConstants): bigint {
  const height = chain.height + 1;
  if (height < constants.DIFFICULTY_EPOCH) return constants.MIN_ITERS_STARTING;
  if (!isAdjustment(height, constants)) return chain.at(chain.height).minIters;
  const { h1, h3 } = boundsOf(height, constants);
  const iterations = totalItersAt(chain, h3) - totalItersAt(chain, h1);
  const blocks = BigInt(constants.DIFFICULTY_EPOCH) * BigInt(constants.MIN_ITERS_PROPORTION);
  return maximum(1n, truncate(floorDivide(iterations, blocks), constants.SIGNIFICANT_BITS));
}
