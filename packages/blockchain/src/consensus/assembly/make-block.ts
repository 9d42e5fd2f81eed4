import { type FullBlock, headerDataHash, PoolTarget, type ProofOfTime } from '@salvia/protocol';
import type { Requirements } from '../requirements.ts';
import type { TimeClaim } from '../verifier.ts';
import { assembleCandidate, type CandidateInput } from './candidate.ts';
import { finishBlock, makeUnfinishedBlock } from './finish.ts';

export type TimeProof = Pick<TimeClaim, 'output' | 'witnessType' | 'witness'>;

/** What one process holds that makes blocks all by itself: a tool or a test. */
export interface BlockMaker {
  /** The pool key's signature (augmented) on a message. */
  readonly signAsPool: (message: Uint8Array) => Uint8Array;
  /** The plot key's signature (augmented) on a message. */
  readonly signAsPlot: (message: Uint8Array) => Uint8Array;
  /** Evaluates the VDF: `iterations` squarings from the challenge. */
  readonly proveTime: (
    task: Pick<TimeClaim, 'discriminantBits' | 'challenge' | 'iterations'>,
  ) => TimeProof | Promise<TimeProof>;
}

/** A finished block and what its chain demanded of it. */
export interface MadeBlock extends Requirements {
  readonly block: FullBlock;
}

/**
 * Makes a whole block on a parent, or a genesis on none, from a proof of space (consensus 12.1, 12.2). The proof of
 * time answers the same challenge as the proof of space. Throws ITERATIONS_OUT_OF_RANGE.
 */
export async function makeBlock(
  input: Omit<CandidateInput, 'poolTargetSignature'>,
  maker: BlockMaker,
): Promise<MadeBlock> {
  const poolTargetSignature = maker.signAsPool(PoolTarget.encode(input.poolTarget));
  const candidate = assembleCandidate({ ...input, poolTargetSignature });
  const unfinished = makeUnfinishedBlock(candidate, maker.signAsPlot(headerDataHash(candidate.headerData)));
  const { difficulty, minIters, iterations } = candidate;
  const { challengeHash } = input.proofOfSpace;
  const discriminantBits = input.constants.DISCRIMINANT_SIZE_BITS;
  const proof = await maker.proveTime({ discriminantBits, challenge: challengeHash, iterations });
  const proofOfTime: ProofOfTime = { challengeHash, numberOfIterations: iterations, ...proof };
  return { block: finishBlock(unfinished, proofOfTime), difficulty, minIters, iterations };
}

/** Makes a genesis block (consensus 12.1); by convention its challenge is 32 zero bytes. */
export function makeGenesis(
  input: Omit<CandidateInput, 'poolTargetSignature' | 'parent'>,
  maker: BlockMaker,
): Promise<MadeBlock> {
  return makeBlock({ ...input, parent: null }, maker);
}
