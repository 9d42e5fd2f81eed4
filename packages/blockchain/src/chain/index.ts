export type {
  BlockAdded,
  Blockchain,
  ReceiveOptions,
  ReceiveResult,
  UnfinishedResult,
} from './api.ts';
export { type BlockchainOptions, createBlockchain } from './blockchain.ts';
export type { AppendOptions, AppendResult, HeaderBranch } from './branch.ts';
export type { CandidateRequest } from './candidate.ts';
export type { CompactProofResult } from './compact-proofs.ts';
export { BlockchainError, type BlockchainErrorCode, type BlockchainErrorPayloads } from './errors.ts';
export type { HashList } from './fork-point.ts';
export { heaviestTip } from './heaviest-tip.ts';
export { Listeners } from './listeners.ts';
export { Mutex } from './mutex.ts';
export { type PreValidatedBlock, preValidateAhead } from './pre-validate-ahead.ts';
export type { ValidatedHeader } from './validated-header.ts';
