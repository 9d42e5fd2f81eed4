export type {
  Admission,
  MempoolBundle,
  MempoolChain,
  MempoolEntry,
  MempoolLimits,
  MempoolState,
  Mempools,
  MempoolsOptions,
} from './api.ts';
export { createMempools } from './mempools.ts';
export { compareFeeRates } from './policy/mainnet.ts';
