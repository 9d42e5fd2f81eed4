import { type Blockchain, finishBlock, makeUnfinishedBlock } from '@salvia/blockchain';
import { type FullBlock, headerDataHash, headerHash, PoolTarget, type ProofOfTime } from '@salvia/protocol';
import { START } from '../chain/network.ts';
import { maker, proofsFor } from './network.ts';

/** The block after the heaviest tip, as if it had been farmed. */
export async function nextBlock(chain: Blockchain): Promise<FullBlock> {
  const tip = chain.tips().reduce((best, each) => (each.data.weight > best.data.weight ? each : best));
  const { constants: _, ...proofs } = proofsFor(chain.challengeAfter(headerHash(tip)).hash);
  const poolTargetSignature = maker.signAsPool(PoolTarget.encode(proofs.poolTarget));
  const request = { ...proofs, tip: headerHash(tip), poolTargetSignature, nowSeconds: START };
  const candidate = await chain.createCandidate(request);
  const unfinished = makeUnfinishedBlock(candidate, maker.signAsPlot(headerDataHash(candidate.headerData)));
  const { challengeHash } = proofs.proofOfSpace;
  const proofOfTime: ProofOfTime = {
    challengeHash,
    numberOfIterations: candidate.iterations,
    output: { a: 2n, b: 1n },
    witnessType: 0,
    witness: new Uint8Array(100),
  };
  return finishBlock(unfinished, proofOfTime);
}
