import { bls } from '@salvia/bls';
import { createCoinLanguage, type GeneratorFailure, type GeneratorRun, type RunOptions, treeHash } from '@salvia/clvm';
import { verifyProof } from '@salvia/proof-of-space';
import { scheme } from '@salvia/proof-of-time';
import type { SignaturePair, SpaceClaim, TimeClaim } from '../consensus/index.ts';
import type { CheckSettings } from './settings.ts';

/** Names of the checks and what each is given: the same in the caller and in a worker. */
export interface CheckArguments {
  proofOfSpace: [claim: SpaceClaim];
  proofOfTime: [claim: TimeClaim];
  signature: [publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array];
  runGenerator: [generator: Uint8Array, options: RunOptions];
  aggregateSignature: [pairs: readonly SignaturePair[], signature: Uint8Array];
  programHash: [program: Uint8Array];
}

export interface CheckResults {
  proofOfSpace: Uint8Array | null;
  proofOfTime: boolean;
  signature: boolean;
  runGenerator: GeneratorRun | GeneratorFailure;
  aggregateSignature: boolean;
  programHash: Uint8Array | null;
}

export type CheckName = keyof CheckArguments;

export type Checks = { readonly [Name in CheckName]: (...args: CheckArguments[Name]) => CheckResults[Name] };

/** The checks of a `Verifier`, done at once and in place; bytes that are no proof and no key are a "no". */
export function createChecks({ vdfScheme, coinRules, genesisHash, costRatio }: CheckSettings): Checks {
  const vdf = scheme(vdfScheme);
  const language = createCoinLanguage({ coinRules, genesisHash, costRatio, g1: bls() });
  return {
    proofOfSpace: (claim) => orElse(null, () => verifyProof(claim)),
    proofOfTime: (claim) => orElse(false, () => vdf.verify(claim)),
    signature: (publicKey, message, signature) => orElse(false, () => bls().verify(publicKey, message, signature)),
    runGenerator: (generator, options) => language.runGenerator(generator, options),
    aggregateSignature: (pairs, signature) => orElse(false, () => allSigned(pairs, signature)),
    programHash: (program) => orElse(null, () => treeHash(program)),
  };
}

/** No pairs are no signature (consensus 8.9); an identity key makes it a "no" (Q2). */
function allSigned(pairs: readonly SignaturePair[], signature: Uint8Array): boolean {
  if (pairs.length === 0) return false;
  const keys = pairs.map(({ publicKey }) => publicKey);
  const messages = pairs.map(({ message }) => message);
  return bls().aggregateVerify(keys, messages, signature);
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
