export { type Ancestry, ancestryOf, type BlockRecord, difficultyAt, type Parent } from './ancestry.ts';
export type { BlockSpends } from './assembly/block-spends.ts';
export { assembleCandidate, type Candidate, type CandidateInput } from './assembly/candidate.ts';
export { finishBlock, headerBlockOf, makeUnfinishedBlock } from './assembly/finish.ts';
export { type BlockMaker, type MadeBlock, makeBlock, makeGenesis, type TimeProof } from './assembly/make-block.ts';
export { plotSigner } from './assembly/plot-signer.ts';
export { type CompactFilter, decodeFilter, encodeFilter } from './bip158/filter.ts';
export { type FilterKeys, filterKeys } from './bip158/filter-keys.ts';
export { blockRecord } from './block-record.ts';
export type { BodyInput, BodyRejection } from './body/input.ts';
export { type BodyVerdict, type ValidBody, validateBody } from './body/validate-body.ts';
export { warmBody } from './body/warm-body.ts';
export type { ChainView } from './chain-view.ts';
export { type ChallengeWithHash, challengeAfter, newWorkDifficulty, type Proofs } from './challenge.ts';
export { nameOf } from './coin-name.ts';
export {
  additionsRoot,
  additionValues,
  groupByPuzzleHash,
  hashCoinList,
  inHashingOrder,
  removalsRoot,
} from './coin-roots.ts';
export { ConsensusError, type ConsensusErrorCode, type ConsensusErrorPayloads } from './consensus-error.ts';
export { type DifficultyConstants, nextDifficulty } from './difficulty.ts';
export { type Fault, faultOf } from './fault.ts';
export type { HeaderInput, PreValidation, ProvenHeader } from './header/input.ts';
export { judgeAlone, preValidate } from './header/pre-validate.ts';
export { type CheapInput, proveCheapHeader, validateHeaderCheaply } from './header/validate-cheaply.ts';
export {
  type HeaderRejection,
  type HeaderVerdict,
  type ValidHeader,
  validateHeader,
} from './header/validate-header.ts';
export { lookBack } from './look-back.ts';
export { type MembershipProof, type MerkleSet, merkleRoot, merkleSet } from './merkle-set/merkle-set.ts';
export { provesExclusion, provesInclusion } from './merkle-set/verify.ts';
export { type MinItersConstants, nextMinIters } from './min-iters.ts';
export {
  calculateIterations,
  calculateMinIters,
  expectedPlotSize,
  iterationsPerSecond,
  MAX_PLOT_SIZE,
  MIN_PLOT_SIZE,
  qualityOf,
} from './quality.ts';
export {
  nextParameters,
  type Parameters,
  type RequirementConstants,
  type Requirements,
  requirementsFor,
} from './requirements.ts';
export { BASE_FARMER_FEE, blockReward, coinbaseCoin, feesCoin, rewardCoins } from './rewards.ts';
export { bitLength, significantBits, truncate } from './significant-bits.ts';
export * from './spends/index.ts';
export { earliestTimestamp } from './timestamps.ts';
export { transactionsFilter } from './transactions-filter.ts';
export type { SignaturePair, SpaceClaim, TimeClaim, Verifier } from './verifier.ts';
