import type { Verifier } from '../consensus/index.ts';
import { createChecks } from './checks.ts';
import { settingsOf, type VerifierNetwork } from './settings.ts';
import { verifierOf } from './verifier-of.ts';

/** Checks in the calling thread, which blocks it: for tools and tests. A service uses `createVerifier`. */
export function inlineVerifier(network: VerifierNetwork): Verifier {
  const checks = createChecks(settingsOf(network));
  return verifierOf(async (check, ...args) => checks[check](...args));
}
