import { type HeaderRejection, judgeAlone, type Verifier } from '@salvia/blockchain';
import { type Constants, type FullBlock, type ProofOfTime, proofOfSpaceHash } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';

/**
 * Whether a claimed tip, whose parent is unknown, is believable by itself (sync step 0): its proof of space with the plot
 * filter, plot signature and proof of time, and that they belong together. Null: it is. Otherwise whoever sent it is to
 * blame, with that error (rows of consensus 7.2). A timestamp too far ahead of our clock is no sign of work either.
 * @param nowMs the local clock, milliseconds since 1970
 */
export async function checkClaim(
  { constants, verifier }: { readonly constants: Constants; readonly verifier: Verifier },
  block: FullBlock,
  nowMs: number,
): Promise<HeaderRejection | null> {
  const cheap = CHEAP_CHECKS.find(({ passes }) => !passes(block, constants, nowMs));
  if (cheap !== undefined) return { error: cheap.error, check: cheap.check };
  const verdict = await judgeAlone(block, constants, verifier);
  return 'error' in verdict ? verdict : null;
}

interface CheapCheck extends HeaderRejection {
  passes(block: FullBlock, constants: Constants, nowMs: number): boolean;
}

/** What costs nothing, and so comes first: a flood of such claims is to cost its sender more than us. */
const CHEAP_CHECKS: readonly CheapCheck[] = [
  { check: 'R5', error: 'BLOCK_IS_NOT_FINISHED', passes: ({ proofOfTime }) => proofOfTime !== null },
  {
    check: 'H1',
    error: 'INVALID_POSPACE_HASH',
    passes: ({ header, proofOfSpace }) => sameBytes(proofOfSpaceHash(proofOfSpace), header.data.proofOfSpaceHash),
  },
  {
    check: 'H5',
    error: 'TIMESTAMP_TOO_FAR_IN_FUTURE',
    passes: ({ header }, { MAX_FUTURE_TIME }, nowMs) =>
      header.data.timestamp * 1000n <= BigInt(nowMs) + BigInt(MAX_FUTURE_TIME) * 1000n,
  },
  // Both answer the parent's challenge, whatever that is (H6, H16).
  {
    check: 'H16',
    error: 'INVALID_POT_CHALLENGE',
    passes: ({ proofOfSpace, proofOfTime }) =>
      sameBytes((proofOfTime as ProofOfTime).challengeHash, proofOfSpace.challengeHash),
  },
  // The proof of time is part of what the chain adds up to (H12).
  {
    check: 'H12',
    error: 'INVALID_TOTAL_ITERS',
    passes: ({ header, proofOfTime }) => header.data.totalIters >= (proofOfTime as ProofOfTime).numberOfIterations,
  },
];
