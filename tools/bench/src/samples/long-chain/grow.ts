import { type Blockchain, type BlockSpends, finishBlock, heaviestTip, makeUnfinishedBlock } from '@salvia/blockchain';
import { type FullBlock, headerDataHash, headerHash, PoolTarget } from '@salvia/protocol';
import { START } from '../chain/network.ts';
import { maker, NOBODY, proofsFor } from './network.ts';

export interface Growth {
  /** Where the rewards go. */
  readonly puzzleHash?: Uint8Array;
  /** Transactions of the block. */
  readonly bundle?: BlockSpends | null;
}

/** The block after the heaviest tip, as if it had been farmed. */
export async function nextBlock(
  chain: Blockchain,
  { puzzleHash = NOBODY, bundle = null }: Growth = {},
): Promise<FullBlock> {
  const tip = headerHash(heaviestTip(chain));
  const challengeHash = chain.challengeAfter(tip).hash;
  const proofs = proofsFor(challengeHash, puzzleHash);
  const poolTargetSignature = maker.signAsPool(PoolTarget.encode(proofs.poolTarget));
  const candidate = await chain.createCandidate({ ...proofs, tip, poolTargetSignature, bundle, nowSeconds: START });
  const unfinished = makeUnfinishedBlock(candidate, maker.signAsPlot(headerDataHash(candidate.headerData)));
  const proof = await maker.proveTime({ discriminantBits: 0, challenge: challengeHash, iterations: 0n });
  return finishBlock(unfinished, { challengeHash, numberOfIterations: candidate.iterations, ...proof });
}
