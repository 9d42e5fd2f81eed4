import { expectedPlotSize, truncate } from '@salvia/blockchain';
import { type Constants, defaultConstants } from '@salvia/protocol';

/** What decides how hard a new network is. */
export interface Calibration {
  /** Squarings per second that its timelord will do, proofs included. */
  readonly iterationsPerSecond: number;
  /** Seconds a block should take. */
  readonly blockTime: number;
  /** Proofs of space that will answer a challenge, on average. */
  readonly expectedProofs: number;
  /** Plot size. */
  readonly k: number;
}

const discriminantBits = 512;

/** Half of a block time is the same for every block, so that blocks come more evenly than on a large network. */
const minItersProportion = 2;

const delay = 4;
const warp = 4;

/**
 * Starting parameters that keep the block time. The best of n proofs has a quality that costs about
 * 2^32·difficulty / (E(k)·n) iterations on average (consensus 5.4), which is to fill what minimum iterations leave.
 */
function startingParameters({ iterationsPerSecond, blockTime, expectedProofs, k }: Calibration) {
  const iterations = BigInt(Math.max(1000, Math.round(iterationsPerSecond * blockTime)));
  const minIters = iterations / BigInt(minItersProportion);
  const proofs = BigInt(Math.max(1, Math.round(expectedProofs)));
  const difficulty = ((iterations - minIters) * expectedPlotSize(k) * proofs) >> 32n;
  return { minIters, difficulty };
}

/** Constants of a network on one machine: those of the release, with smaller numbers. */
export function devnetConstants(calibration: Calibration): Constants {
  const base = defaultConstants('mainnet');
  const { minIters, difficulty } = startingParameters(calibration);
  const significant = (value: bigint) => truncate(value > 0n ? value : 1n, base.SIGNIFICANT_BITS);
  return {
    ...base,
    DIFFICULTY_STARTING: significant(difficulty),
    MIN_ITERS_STARTING: significant(minIters),
    MIN_ITERS_PROPORTION: minItersProportion,
    DIFFICULTY_EPOCH: delay * warp,
    DIFFICULTY_DELAY: delay,
    DIFFICULTY_WARP_FACTOR: warp,
    DISCRIMINANT_SIZE_BITS: discriminantBits,
    NUMBER_ZERO_BITS_CHALLENGE_SIG: 0,
    BLOCK_TIME_TARGET: calibration.blockTime,
    PROPAGATION_THRESHOLD: 2 * calibration.blockTime,
    PROPAGATION_DELAY_THRESHOLD: 6 * calibration.blockTime,
    COINBASE_FREEZE_PERIOD: 0,
  };
}
