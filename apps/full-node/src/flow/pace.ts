import type { Constants } from '@salvia/protocol';

/** Height and expected seconds of the best unfinished block seen so far. */
export interface Leader {
  readonly height: number;
  readonly seconds: bigint;
}

export type LeaderVerdict = 'leads' | 'keeps up' | 'too slow';

/** Iterations per second that nodes assume before any block said otherwise (network 3.1). */
const initialIterationsPerSecond = 100_000n;

/** Network 3.1: on start the leader is the highest stored unfinished block, with a time that every newcomer beats. */
const restoredSeconds = 999_999_999_999n;

const nobody: Leader = { height: 0, seconds: 2n ** 64n - 1n };

/** The speed that makes `minIters` the share MIN_ITERS_PROPORTION of a block time (consensus 5.5). */
export const iterationsPerSecond = (minIters: bigint, constants: Constants): bigint =>
  (minIters * BigInt(constants.MIN_ITERS_PROPORTION)) / BigInt(constants.BLOCK_TIME_TARGET);

/** Compares an unfinished block with the leader (consensus 10.5 step 5). */
export function compareWithLeader(leader: Leader, block: Leader, constants: Constants): LeaderVerdict {
  if (block.height > leader.height) return 'leads';
  if (block.height < leader.height) return 'too slow';
  if (block.seconds > leader.seconds + BigInt(constants.PROPAGATION_THRESHOLD)) return 'too slow';
  return block.seconds < leader.seconds ? 'leads' : 'keeps up';
}

/** How fast the network's proofs of time grow, and which unfinished blocks are worth passing on because of it. */
export interface Pace {
  /** Iterations per second. */
  estimate(): bigint;
  /** Takes the speed that the newest block implies; true if it differs from the one before. */
  update(minIters: bigint): boolean;
  /** Whole seconds that a proof of time of so many iterations takes. */
  expectedSeconds(iterations: bigint): bigint;
  /** Judges an unfinished block, which becomes the leader if it is the best so far. */
  judge(height: number, iterations: bigint): LeaderVerdict;
  leaderHeight(): number;
}

export function createPace(constants: Constants, highestUnfinished: number | null): Pace {
  let speed = initialIterationsPerSecond;
  let leader: Leader = highestUnfinished === null ? nobody : { height: highestUnfinished, seconds: restoredSeconds };
  const expectedSeconds = (iterations: bigint) => iterations / (speed > 0n ? speed : 1n);
  return {
    estimate: () => speed,
    update(minIters) {
      const next = iterationsPerSecond(minIters, constants);
      const changed = next !== speed;
      speed = next;
      return changed;
    },
    expectedSeconds,
    judge(height, iterations) {
      const block = { height, seconds: expectedSeconds(iterations) };
      const verdict = compareWithLeader(leader, block, constants);
      if (verdict === 'leads') leader = block;
      return verdict;
    },
    leaderHeight: () => leader.height,
  };
}
