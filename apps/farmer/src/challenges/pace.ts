import { calculateIterations, iterationsPerSecond } from '@salvia/blockchain/consensus';
import type { Constants } from '@salvia/protocol';

type PaceConstants = Pick<Constants, 'MIN_ITERS_STARTING' | 'MIN_ITERS_PROPORTION' | 'BLOCK_TIME_TARGET'>;

/** What a proof costs in time. */
export interface Estimate {
  readonly iterations: bigint;
  readonly seconds: number;
}

/** How fast the network's proofs of time are, as full nodes tell it. */
export interface Pace {
  /** iterations per second; before a full node has told, what the network file starts with */
  readonly ips: bigint;
  setIps(ips: bigint): void;
  /**
   * Iterations and seconds of a proof of that quality (network 3.2.3). Throws the ConsensusError of consensus 5.4 for a
   * plot size that is out of range.
   */
  estimate(qualityString: Uint8Array, k: number, difficulty: bigint): Estimate;
}

export function createPace(constants: PaceConstants): Pace {
  let ips = iterationsPerSecond(constants.MIN_ITERS_STARTING, constants);
  const minIters = () => {
    const derived = (ips * BigInt(constants.BLOCK_TIME_TARGET)) / BigInt(constants.MIN_ITERS_PROPORTION);
    return derived > 0n ? derived : 1n;
  };
  return {
    get ips() {
      return ips;
    },
    setIps: (told) => {
      // Expected times divide by it.
      ips = told > 0n ? told : 1n;
    },
    estimate: (qualityString, k, difficulty) => {
      const iterations = calculateIterations(qualityString, k, difficulty, minIters());
      return { iterations, seconds: secondsOf(iterations, ips) };
    },
  };
}

/** To a thousandth; iterations may exceed what a float holds exactly. */
function secondsOf(iterations: bigint, ips: bigint): number {
  return Number((iterations * 1000n) / ips) / 1000;
}
