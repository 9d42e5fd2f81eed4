import type { Verifier } from '../consensus/index.ts';
import { createChecks, type VdfSchemeName } from './checks.ts';

/** Checks in the calling thread, which blocks it: for tools and tests. A service uses `createVerifier`. */
export function inlineVerifier(network: { readonly vdfScheme: VdfSchemeName }): Verifier {
  const checks = createChecks(network.vdfScheme);
  return {
    proofOfSpace: async (claim) => checks.proofOfSpace(claim),
    proofOfTime: async (claim) => checks.proofOfTime(claim),
    signature: async (publicKey, message, signature) => checks.signature(publicKey, message, signature),
  };
}
