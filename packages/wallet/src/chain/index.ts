export type {
  AppendResult,
  HeaderAnswer,
  HeaderBranch,
  HeaderChain,
  HeaderRefusal,
  ValidatedPart,
  ValidationMode,
  ValidBlock,
} from './api.ts';
export type { SampleSizes } from './claims.ts';
export type { RandomBytes } from './draw.ts';
export { createHeaderChain, type HeaderChainOptions } from './header-chain.ts';
