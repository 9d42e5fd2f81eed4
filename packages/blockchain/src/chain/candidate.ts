import { bytesToHex } from '@noble/hashes/utils.js';
import type { PoolTarget, ProofOfSpace } from '@salvia/protocol';
import { assembleCandidate, type BlockSpends, type Candidate } from '../consensus/index.ts';
import type { ChainCore } from './core.ts';
import { BlockchainError } from './errors.ts';
import { parentOf } from './receive.ts';

/** What a farmer asks a block for. */
export interface CandidateRequest {
  /** Header hash of the tip to build on, else NOT_A_TIP. */
  readonly tip: Uint8Array;
  readonly proofOfSpace: ProofOfSpace;
  /** 32 bytes; the proof's, found when it was verified. */
  readonly qualityString: Uint8Array;
  readonly poolTarget: PoolTarget;
  /** 96 bytes; the pool key's on the pool target. */
  readonly poolTargetSignature: Uint8Array;
  readonly farmerRewardsPuzzleHash: Uint8Array;
  /** Unix seconds; fractions are cut off. The block may be dated later, as its chain demands (consensus 7.2, H4). */
  readonly nowSeconds: number;
  /** Transactions that are valid on that tip; none by default. */
  readonly bundle?: BlockSpends | null;
}

export async function candidateOn(core: ChainCore, request: CandidateRequest): Promise<Candidate> {
  const { tip, nowSeconds } = request;
  const id = core.idOf(tip);
  if (!core.state.isTip(id)) throw new BlockchainError('NOT_A_TIP', { headerHash: bytesToHex(tip) });
  return assembleCandidate({
    ...request,
    parent: parentOf(core, id),
    bundle: await hashed(core, request.bundle ?? null),
    nowSeconds: BigInt(Math.floor(nowSeconds)),
    constants: core.constants,
  });
}

/** With the hash of its program, which takes long enough for a large block to be worked out elsewhere. */
async function hashed({ verifier }: ChainCore, bundle: BlockSpends | null): Promise<BlockSpends | null> {
  const generatorHash = bundle && (await verifier.programHash(bundle.generator));
  return bundle && generatorHash ? { ...bundle, generatorHash } : bundle;
}
