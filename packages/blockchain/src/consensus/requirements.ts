import type { Ancestry } from './ancestry.ts';
import { type DifficultyConstants, nextDifficulty } from './difficulty.ts';
import { type MinItersConstants, nextMinIters } from './min-iters.ts';
import { calculateIterations } from './quality.ts';

export type RequirementConstants = DifficultyConstants & MinItersConstants;

/** What a chain demands of its next block, whatever the proof of space. */
export interface Parameters {
  readonly difficulty: bigint;
  readonly minIters: bigint;
}

/** What a chain demands of its next block, given that block's proof of space. */
export interface Requirements extends Parameters {
  /** VDF iterations of the block. */
  readonly iterations: bigint;
}

/** Parameters for a child of the last block of `chain`; `null`: for genesis. */
export function nextParameters(chain: Ancestry | null, constants: RequirementConstants): Parameters {
  if (chain === null) return { difficulty: constants.DIFFICULTY_STARTING, minIters: constants.MIN_ITERS_STARTING };
  return { difficulty: nextDifficulty(chain, constants), minIters: nextMinIters(chain, constants) };
}

/** Adds the iterations that a proof of space costs. Throws ITERATIONS_OUT_OF_RANGE. */
export function requirementsFor(
  chain: Ancestry | null,
  qualityString: Uint8Array,
  k: number,
  constants: RequirementConstants,
): Requirements {
  const { difficulty, minIters } = nextParameters(chain, constants);
  return { difficulty, minIters, iterations: calculateIterations(qualityString, k, difficulty, minIters) };
}
