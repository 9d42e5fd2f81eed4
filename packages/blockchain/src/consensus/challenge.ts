import { type Challenge, challengeHash, challengeOf, type ProofOfSpace, type ProofOfTime } from '@salvia/protocol';
import type { Ancestry } from './ancestry.ts';
import { type DifficultyConstants, nextDifficulty } from './difficulty.ts';

/** The proofs of a finished block, all that its challenge takes from it. */
export interface Proofs {
  readonly proofOfSpace: ProofOfSpace;
  readonly proofOfTime: ProofOfTime;
}

export interface ChallengeWithHash {
  readonly challenge: Challenge;
  /** 32 bytes: what the proofs of a child must answer. */
  readonly hash: Uint8Array;
}

/**
 * The difficulty that the challenge of the last block of `chain` names, or `null`: the next one, if the child's height
 * is DIFFICULTY_DELAY into an epoch, the first epoch included.
 */
export function newWorkDifficulty(chain: Ancestry, constants: DifficultyConstants): bigint | null {
  const named = (chain.height + 1) % constants.DIFFICULTY_EPOCH === constants.DIFFICULTY_DELAY;
  return named ? nextDifficulty(chain, constants) : null;
}

/** The challenge that a block makes for its children (consensus 3.4); `chain` ends at the block. */
export function challengeAfter(proofs: Proofs, chain: Ancestry, constants: DifficultyConstants): ChallengeWithHash {
  const challenge = challengeOf(proofs, newWorkDifficulty(chain, constants));
  return { challenge, hash: challengeHash(challenge) };
}
