import { bls } from '@salvia/bls';
import { treeHash } from '@salvia/clvm';
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
import type { BlockSpends } from './block-spends.ts';

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
  /** Transactions that are valid on the parent; none by default. */
  readonly bundle?: BlockSpends | null;
}

/** A block that lacks the plot's signature and the proof of time. */
export interface Candidate extends Requirements {
  readonly headerData: HeaderData;
  readonly proofOfSpace: ProofOfSpace;
  readonly transactionsGenerator: Uint8Array | null;
  readonly transactionsFilter: Uint8Array;
}

/**
 * Assembles a block on a parent (consensus 10.6, 12.2; network 3.1.7), or a genesis (12.1). The timestamp is now, or the
 * earliest that the parent allows if its chain runs ahead. Throws ITERATIONS_OUT_OF_RANGE.
 */
export function assembleCandidate(input: CandidateInput): Candidate {
  const { parent, proofOfSpace, constants, bundle = null } = input;
  const chain = parent?.ancestry ?? null;
  const last = chain?.at(chain.height);
  const requirements = requirementsFor(chain, input.qualityString, proofOfSpace.size, constants);
  const body = bodyFields(input, chain === null ? 0 : chain.height + 1);
  const headerData: HeaderData = {
    ...body.data,
    prevHeaderHash: parent?.headerHash ?? ZERO_32,
    timestamp: chain === null ? input.nowSeconds : maximum(input.nowSeconds, earliestTimestamp(chain, constants)),
    proofOfSpaceHash: proofOfSpaceHash(proofOfSpace),
    weight: (last?.weight ?? 0n) + requirements.difficulty,
    totalIters: (last?.totalIters ?? 0n) + requirements.iterations,
    extensionData: input.extensionData ?? ZERO_32,
  };
  const transactionsGenerator = bundle?.generator ?? null;
  return { ...requirements, headerData, proofOfSpace, transactionsGenerator, transactionsFilter: body.filter };
}

const NOTHING = { additions: [], removals: [], fees: 0n, cost: 0n };

/** What the header says of the body, and the filter. */
function bodyFields(
  { bundle, poolTarget, farmerRewardsPuzzleHash, poolTargetSignature }: CandidateInput,
  height: number,
) {
  const { additions, removals, fees, cost } = bundle ?? NOTHING;
  const paid = { height, poolTarget, farmerRewardsPuzzleHash, totalTransactionFees: BASE_FARMER_FEE + fees };
  const filter = transactionsFilter(paid, additions, removals);
  const data = {
    ...paid,
    filterHash: filterHash(filter),
    additionsRoot: additionsRoot([...additions, ...rewardCoins(paid)]),
    removalsRoot: removalsRoot(removals),
    aggregatedSignature: bundle
      ? bls().aggregate([bundle.aggregatedSignature, poolTargetSignature])
      : poolTargetSignature,
    cost,
    generatorHash: bundle ? (bundle.generatorHash ?? treeHash(bundle.generator)) : ZERO_32,
  };
  return { data, filter };
}
