export { withCache } from './cache.ts';
export { VerifierError, type VerifierErrorCode, type VerifierErrorPayloads } from './errors.ts';
export { inlineVerifier } from './inline.ts';
export { createVerifier, type VerifierOptions, type VerifierPool } from './pool.ts';
export type { VerifierNetwork } from './settings.ts';
