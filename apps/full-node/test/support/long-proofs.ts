import { scheme } from '@salvia/proof-of-time';
import type { ProofOfTime } from '@salvia/protocol';
import { constants, type Grown } from './farm.ts';

/** The same blocks as a timelord in a hurry finishes them: their proofs of time have several segments. */
export const withLongProofs = (chain: readonly Grown[]): Grown[] =>
  chain.map((grown) => {
    const proofOfTime = longProof(grown.proofOfTime);
    return { ...grown, proofOfTime, block: { ...grown.block, proofOfTime } };
  });

function longProof({ challengeHash, numberOfIterations }: ProofOfTime): ProofOfTime {
  const third = numberOfIterations / 3n;
  const proof = scheme('chiavdf').prove({
    discriminantBits: constants.DISCRIMINANT_SIZE_BITS,
    challenge: challengeHash,
    iterations: numberOfIterations,
    segments: [third, third, numberOfIterations - 2n * third],
  });
  return { challengeHash, numberOfIterations, ...proof };
}
