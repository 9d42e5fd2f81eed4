export { withCache } from './cache.ts';
export { inlineVerifier } from './inline.ts';
export { createVerifier, type VerifierOptions, type VerifierPool } from './pool.ts';
export type { VerifierNetwork } from './settings.ts';
