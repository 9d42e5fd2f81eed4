import { ancestryOf, assembleCandidate, finishBlock, makeUnfinishedBlock } from '@salvia/blockchain';
import { scheme } from '@salvia/proof-of-time';
import { type FullBlock, headerDataHash, headerHash, type ProofOfTime } from '@salvia/protocol';
import { constants, type Farm, type Grown, wallet } from './farm.ts';

/**
 * A block that stands nowhere: proof of space, signature and proof of time are genuine, height and weight are invented.
 * @param on whose challenge the proofs answer
 */
export async function invent(
  farm: Farm,
  on: Grown,
  { height, weight }: { readonly height: number; readonly weight: bigint },
): Promise<{ readonly block: FullBlock; readonly hash: Uint8Array }> {
  const [found] = await farm.proofsAfter(on);
  if (found === undefined) throw new Error('no proof answers this block: choose another one');
  const { challengeHash } = found.proofOfSpace;
  const candidate = assembleCandidate({
    parent: { headerHash: on.hash, challengeHash, ancestry: ancestryOf(on.records) },
    proofOfSpace: found.proofOfSpace,
    qualityString: found.qualityString,
    poolTarget: farm.poolTarget,
    poolTargetSignature: farm.poolTargetSignature,
    farmerRewardsPuzzleHash: wallet.puzzleHash,
    nowSeconds: on.block.header.data.timestamp + 10n,
    constants,
    bundle: null,
  });
  const prevHeaderHash = new Uint8Array(32).fill(7);
  const headerData = { ...candidate.headerData, height, weight, prevHeaderHash };
  const unfinished = makeUnfinishedBlock({ ...candidate, headerData }, found.sign(headerDataHash(headerData)));
  const iterations = 5n;
  const discriminantBits = constants.DISCRIMINANT_SIZE_BITS;
  const proof = scheme('chiavdf').prove({ discriminantBits, challenge: challengeHash, iterations });
  const proofOfTime: ProofOfTime = { challengeHash, numberOfIterations: iterations, ...proof };
  const block = finishBlock(unfinished, proofOfTime);
  return { block, hash: headerHash(block.header) };
}
