import { bls } from '@salvia/bls';
import { verifyProof } from '@salvia/proof-of-space';
import { scheme } from '@salvia/proof-of-time';
import type { NetworkFile } from '@salvia/protocol';
import type { SpaceClaim, TimeClaim } from '../consensus/index.ts';

/** Which rules of proofs of time hold; the one choice of a network that proofs and signatures depend on. */
export type VdfSchemeName = NetworkFile['vdfScheme'];

/** Names of the checks and what each is given: the same in the caller and in a worker. */
export interface CheckArguments {
  proofOfSpace: [claim: SpaceClaim];
  proofOfTime: [claim: TimeClaim];
  signature: [publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array];
}

export interface CheckResults {
  proofOfSpace: Uint8Array | null;
  proofOfTime: boolean;
  signature: boolean;
}

export type CheckName = keyof CheckArguments;

export type Checks = { readonly [Name in CheckName]: (...args: CheckArguments[Name]) => CheckResults[Name] };

/** The checks of a `Verifier`, done at once and in place; bytes that are no proof and no key are a "no". */
export function createChecks(vdfScheme: VdfSchemeName): Checks {
  const vdf = scheme(vdfScheme);
  return {
    proofOfSpace: (claim) => orElse(null, () => verifyProof(claim)),
    proofOfTime: (claim) => orElse(false, () => vdf.verify(claim)),
    signature: (publicKey, message, signature) => orElse(false, () => bls().verify(publicKey, message, signature)),
  };
}

/**
 * The libraries answer malformed input with a coded error, which is a "no" here. An error without a code is a fault
 * of the program (or memory that ran out) and says nothing about the block.
 */
function orElse<T>(refusal: T, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (typeof (error as { code?: unknown }).code === 'string') return refusal;
    throw error;
  }
}
