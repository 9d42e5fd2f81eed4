export { type Ancestry, ancestryOf, type BlockRecord, difficultyAt, type Parent } from './ancestry.ts';
export type { SpaceClaim, TimeClaim, Verifier } from './verifier.ts';
