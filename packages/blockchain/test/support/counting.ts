import type { Verifier } from '../../src/index.ts';
import { createChecks } from '../../src/verify/checks.ts';
import { verifierOf } from '../../src/verify/verifier-of.ts';
import { SETTINGS, verifier } from '../consensus/support/farm.ts';

/** The tests' verifier, which counts by name what it is asked. */
export function countingVerifier(): { readonly counts: Map<string, number>; readonly counting: Verifier } {
  const counts = new Map<string, number>();
  const checks = createChecks(SETTINGS);
  const counting = verifierOf(async (check, ...args) => {
    counts.set(check, (counts.get(check) ?? 0) + 1);
    return checks[check](...args);
  });
  const proofOfSpace: Verifier['proofOfSpace'] = (claim) => {
    counts.set('proofOfSpace', (counts.get('proofOfSpace') ?? 0) + 1);
    return verifier.proofOfSpace(claim);
  };
  return { counts, counting: { ...counting, proofOfSpace } };
}
