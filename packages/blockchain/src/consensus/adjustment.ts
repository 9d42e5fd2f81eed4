// Once per epoch the chain retunes itself (consensus 6). New values come from blocks that are at least DELAY blocks
// old, and take effect DELAY blocks into an epoch. Three heights bound the two spans that are measured:
//
//     h1 ──────── DELAY blocks ──────── h2 ──────── EPOCH − DELAY blocks ──────── h3
//        mined at the older difficulty     mined at the difficulty in force now
//
// h1 is −1 for the first adjustment: then one block time before genesis stands for it.
import type { Ancestry } from './ancestry.ts';

export interface EpochConstants {
  readonly DIFFICULTY_EPOCH: number;
  readonly DIFFICULTY_DELAY: number;
}

/** Whether the block at `height` is the first with the parameters of a new adjustment. */
export function isAdjustment(height: number, constants: EpochConstants): boolean {
  return height >= constants.DIFFICULTY_EPOCH && height % constants.DIFFICULTY_EPOCH === constants.DIFFICULTY_DELAY;
}

export interface Bounds {
  /** −1: before genesis */
  readonly h1: number;
  readonly h2: number;
  readonly h3: number;
}

/** Heights that bound the measured spans, for the adjustment at `height`. */
export function boundsOf(height: number, constants: EpochConstants): Bounds {
  const { DIFFICULTY_EPOCH: epoch, DIFFICULTY_DELAY: delay } = constants;
  return { h1: height - epoch - delay - 1, h2: height - epoch - 1, h3: height - delay - 1 };
}

/** Total iterations at a bound; 0 before genesis. */
export function totalItersAt(chain: Ancestry, height: number): bigint {
  return height < 0 ? 0n : chain.at(height).totalIters;
}
