export type {
  Admission,
  MempoolBundle,
  MempoolChain,
  MempoolLimits,
  MempoolState,
  Mempools,
  MempoolsOptions,
} from './api.ts';
export { createMempools } from './mempools.ts';
