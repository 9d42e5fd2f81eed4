export { checkAdditions } from './additions.ts';
export type {
  AdditionsAnswer,
  CheckedAdditions,
  CheckedRemovals,
  ProofFault,
  ProofVerdict,
  RemovalsAnswer,
} from './api.ts';
export { type FilterMatches, matchFilter } from './match-filter.ts';
export { checkRemovals } from './removals.ts';
