export { type Ancestry, ancestryOf, type BlockRecord, difficultyAt, type Parent } from './ancestry.ts';
export { type CompactFilter, decodeFilter, encodeFilter } from './bip158/filter.ts';
export { ConsensusError, type ConsensusErrorCode, type ConsensusErrorPayloads } from './consensus-error.ts';
export { type DifficultyConstants, nextDifficulty } from './difficulty.ts';
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
export { bitLength, significantBits, truncate } from './significant-bits.ts';
export type { SpaceClaim, TimeClaim, Verifier } from './verifier.ts';
