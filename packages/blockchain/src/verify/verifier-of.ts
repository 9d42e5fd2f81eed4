import type { Verifier } from '../consensus/index.ts';
import type { CheckArguments, CheckName, CheckResults } from './checks.ts';

/** Does one check somewhere. */
export type RunCheck = <Name extends CheckName>(
  check: Name,
  ...args: CheckArguments[Name]
) => Promise<CheckResults[Name]>;

/** A verifier whose checks are done by `run`. */
export function verifierOf(run: RunCheck): Verifier {
  return {
    proofOfSpace: (claim) => run('proofOfSpace', claim),
    proofOfTime: (claim) => run('proofOfTime', claim),
    signature: (publicKey, message, signature) => run('signature', publicKey, message, signature),
    runGenerator: (generator, options) => run('runGenerator', generator, options),
    aggregateSignature: (pairs, signature) => run('aggregateSignature', pairs, signature),
    programHash: (program) => run('programHash', program),
  };
}
