import { boundsOf, type EpochConstants, isAdjustment } from './adjustment.ts';
import { type Ancestry, difficultyAt } from './ancestry.ts';
import { floorDivide, maximum, minimum } from './integers.ts';
import { truncate } from './significant-bits.ts';

export interface DifficultyConstants extends EpochConstants {
  readonly DIFFICULTY_STARTING: bigint;
  readonly DIFFICULTY_FACTOR: number;
  readonly DIFFICULTY_WARP_FACTOR: number;
  readonly SIGNIFICANT_BITS: number;
  /** Seconds per block. */
  readonly BLOCK_TIME_TARGET: number;
}

/** Difficulty of a child of the block that `chain` ends at (consensus 6.1). */
export function nextDifficulty(chain: Ancestry, constants: DifficultyConstants): bigint {
  const height = chain.height + 1;
  if (height < constants.DIFFICULTY_EPOCH) return constants.DIFFICULTY_STARTING;
  const current = difficultyAt(chain, chain.height);
  return isAdjustment(height, constants) ? clamp(measured(chain, current, constants), current, constants) : current;
}

/** The difficulty that would have given blocks of BLOCK_TIME_TARGET over the last epoch; unclamped, maybe negative. */
function measured(chain: Ancestry, current: bigint, constants: DifficultyConstants): bigint {
  const { h1, h2, h3 } = boundsOf(chain.height + 1, constants);
  const target = BigInt(constants.BLOCK_TIME_TARGET);
  const delay = BigInt(constants.DIFFICULTY_DELAY);
  const rest = BigInt(constants.DIFFICULTY_EPOCH) - delay;
  const warp = BigInt(constants.DIFFICULTY_WARP_FACTOR);
  const t2 = chain.at(h2).timestamp;
  const t1 = h1 < 0 ? chain.at(0).timestamp - target : chain.at(h1).timestamp;
  const early = span(t1, t2);
  const late = span(t2, chain.at(h3).timestamp);
  const previous = difficultyAt(chain, h2);
  return floorDivide(
    delay * previous * late * target + (warp - 1n) * rest * current * early * target,
    warp * late * early,
  );
}

/** Seconds from one block to another. No time at all counts as one second; the reference would divide by zero (Q7). */
function span(from: bigint, to: bigint): bigint {
  return to === from ? 1n : to - from;
}

/** At most DIFFICULTY_FACTOR times more or less than now, and at least 1. */
function clamp(wanted: bigint, current: bigint, constants: DifficultyConstants): bigint {
  const factor = BigInt(constants.DIFFICULTY_FACTOR);
  const bits = constants.SIGNIFICANT_BITS;
  const difficulty = truncate(wanted, bits);
  if (difficulty >= current) return minimum(difficulty, truncate(factor * current, bits));
  return maximum(maximum(1n, difficulty), truncate(current / factor, bits));
}
