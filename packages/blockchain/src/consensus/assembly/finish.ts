import type { Challenge, FullBlock, HeaderBlock, ProofOfTime } from '@salvia/protocol';
import type { Candidate } from './candidate.ts';

/** Turns a candidate into an unfinished block: `plotSignature` (96 bytes) is the plot key's on the header data hash. */
export function makeUnfinishedBlock(candidate: Candidate, plotSignature: Uint8Array): FullBlock {
  const { headerData, proofOfSpace, transactionsGenerator, transactionsFilter } = candidate;
  const header = { data: headerData, plotSignature };
  return { proofOfSpace, proofOfTime: null, header, transactionsGenerator, transactionsFilter };
}

/** Completes an unfinished block, or gives a finished one another proof of time. The header hash stays. */
export function finishBlock(block: FullBlock, proofOfTime: ProofOfTime): FullBlock {
  return { ...block, proofOfTime };
}

/** A finished block as wallets and headers-first peers see it; `null` for an unfinished one. */
export function headerBlockOf(block: FullBlock, challenge: Challenge): HeaderBlock | null {
  const { proofOfSpace, proofOfTime, header } = block;
  return proofOfTime === null ? null : { proofOfSpace, proofOfTime, challenge, header };
}
