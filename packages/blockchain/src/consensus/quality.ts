// From a proof of space to the number of sequential squarings that its block must prove (consensus 5.4). Read the
// quality string as an integer q, let T = 2^256 and y = (T − q)/T, so that y is uniform in (0, 1]. Then
//
//     Q = E(k) · (1/y − 3/(6 − y)) = E(k) · (6 − 4y) / (y · (6 − y))
//
// Q is at least 2/5 of the expected plot size E(k), and a rare proof (small y) has a large Q and needs few iterations.
// All values are exact integers, and there is one rounding, at the very end.
import { ConsensusError } from './consensus-error.ts';
import { fromBigEndian, maximum } from './integers.ts';

const T = 1n << 256n;
const DIFFICULTY_SCALE_BITS = 32n;
const MAX_ITERATIONS = (1n << 64n) - 1n;

/** Plot sizes that consensus accepts (Q6); the upper one is a limit of the proof format, the lower one of plotters. */
export const MIN_PLOT_SIZE = 18;
export const MAX_PLOT_SIZE = 49;

/** Bytes that a plot of size k is expected to take: 780 · k · 2^(k−10). Only for k ≥ 10 is this an integer. */
export function expectedPlotSize(k: number): bigint {
  if (!Number.isInteger(k) || k < 10 || k > 255) throw new ConsensusError('PLOT_SIZE_OUT_OF_RANGE', { k });
  return (780n * BigInt(k)) << BigInt(k - 10);
}

/** Quality of a proof: a measure of how rare its 32-byte quality string is, scaled by the plot size. */
export function qualityOf(qualityString: Uint8Array, k: number): bigint {
  if (qualityString.length !== 32) throw new ConsensusError('BAD_QUALITY_STRING', { length: qualityString.length });
  const y = T - fromBigEndian(qualityString);
  return (T * expectedPlotSize(k) * (6n * T - 4n * y)) / (y * (6n * T - y));
}

/** The part of the iterations that depends on the proof: ⌊difficulty · 2^32 / Q⌋. */
export function iterationsAboveMinimum(qualityString: Uint8Array, k: number, difficulty: bigint): bigint {
  return (difficulty << DIFFICULTY_SCALE_BITS) / qualityOf(qualityString, k);
}

/**
 * Iterations required of a block: min_iters + ⌊difficulty · 2^32 / Q⌋.
 * Throws ITERATIONS_OUT_OF_RANGE unless 1 ≤ iterations < 2^64.
 */
export function calculateIterations(
  qualityString: Uint8Array,
  k: number,
  difficulty: bigint,
  minIters: bigint,
): bigint {
  return inRange(minIters + iterationsAboveMinimum(qualityString, k, difficulty));
}

/** The inverse: which min_iters a block with these iterations had. Throws ITERATIONS_OUT_OF_RANGE below 1. */
export function calculateMinIters(
  qualityString: Uint8Array,
  k: number,
  difficulty: bigint,
  iterations: bigint,
): bigint {
  return inRange(iterations - iterationsAboveMinimum(qualityString, k, difficulty));
}

/**
 * Squarings per second that the network is taken to have (consensus 5.5): an average block takes MIN_ITERS_PROPORTION
 * times the minimum. At least 1, since expected times divide by it.
 */
export function iterationsPerSecond(
  nextMinIters: bigint,
  constants: { readonly MIN_ITERS_PROPORTION: number; readonly BLOCK_TIME_TARGET: number },
): bigint {
  return maximum(1n, (nextMinIters * BigInt(constants.MIN_ITERS_PROPORTION)) / BigInt(constants.BLOCK_TIME_TARGET));
}

function inRange(iterations: bigint): bigint {
  if (iterations < 1n || iterations > MAX_ITERATIONS)
    throw new ConsensusError('ITERATIONS_OUT_OF_RANGE', { iterations });
  return iterations;
}
