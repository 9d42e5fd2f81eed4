import {
  type Constants,
  filterHash,
  type HeaderData,
  type PoolTarget,
  type ProofOfSpace,
  proofOfSpaceHash,
} from '@salvia/protocol';
import type { Parent } from '../ancestry.ts';
import { ZERO_32 } from '../bytes.ts';
import { additionsRoot, removalsRoot } from '../coin-roots.ts';
import { maximum } from '../integers.ts';
import { type Requirements, requirementsFor } from '../requirements.ts';
import { BASE_FARMER_FEE, rewardCoins } from '../rewards.ts';
import { earliestTimestamp } from '../timestamps.ts';
import { transactionsFilter } from '../transactions-filter.ts';

/** Where a new block comes from. */
export interface CandidateInput {
  /** `null`: the block is a genesis. */
  readonly parent: Parent | null;
  readonly proofOfSpace: ProofOfSpace;
  /** 32 bytes; of the proof of space. */
  readonly qualityString: Uint8Array;
  readonly poolTarget: PoolTarget;
  /** 96 bytes: the pool key's signature on the pool target. */
  readonly poolTargetSignature: Uint8Array;
  readonly farmerRewardsPuzzleHash: Uint8Array;
  /** Unix seconds. */
  readonly nowSeconds: bigint;
  readonly constants: Constants;
  /** 32 free bytes, zeros by default; other bytes make siblings distinct. */
  readonly extensionData?: Uint8Array;
}

/** A block that lacks the plot's signature and the proof of time. */
export interface Candidate extends Requirements {
  readonly headerData: HeaderData;
  readonly proofOfSpace: ProofOfSpace;
  readonly transactionsGenerator: Uint8Array | null;
  readonly transactionsFilter: Uint8Array;
}

/**
 * Assembles a block without transactions on a parent (consensus 10.6, 12.2), or a genesis (12.1). The timestamp is now,
 * or the earliest that the parent allows if its chain runs ahead. Throws ITERATIONS_OUT_OF_RANGE.
 */
export function assembleCandidate(input: CandidateInput): Candidate {
  const { parent, proofOfSpace, poolTarget, farmerRewardsPuzzleHash, constants } = input;
  const chain = parent?.ancestry ?? null;
  const last = chain?.at(chain.height);
  const requirements = requirementsFor(chain, input.qualityString, proofOfSpace.size, constants);
  const height = chain === null ? 0 : chain.height + 1;
  const paid = { height, poolTarget, farmerRewardsPuzzleHash, totalTransactionFees: BASE_FARMER_FEE };
  const filter = transactionsFilter(paid, [], []);
  const headerData: HeaderData = {
    ...paid,
    prevHeaderHash: parent?.headerHash ?? ZERO_32,
    timestamp: chain === null ? input.nowSeconds : maximum(input.nowSeconds, earliestTimestamp(chain, constants)),
    filterHash: filterHash(filter),
    proofOfSpaceHash: proofOfSpaceHash(proofOfSpace),
    weight: (last?.weight ?? 0n) + requirements.difficulty,
    totalIters: (last?.totalIters ?? 0n) + requirements.iterations,
    additionsRoot: additionsRoot(rewardCoins(paid)),
    removalsRoot: removalsRoot([]),
    aggregatedSignature: input.poolTargetSignature,
    cost: 0n,
    extensionData: input.extensionData ?? ZERO_32,
    generatorHash: ZERO_32,
  };
  return { ...requirements, headerData, proofOfSpace, transactionsGenerator: null, transactionsFilter: filter };
}
