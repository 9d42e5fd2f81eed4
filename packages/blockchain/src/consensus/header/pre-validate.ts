import type { Constants } from '@salvia/protocol';
import type { Verifier } from '../verifier.ts';
import type { PreValidation, ProvenHeader } from './input.ts';
import { plotSignatureValid, proofOfSpaceQuality, proofOfTimeValid } from './proofs.ts';

/**
 * The checks that need no chain (consensus 7.3): proof of time, plot signature, plot filter and proof of space.
 * `null` is not yet a rejection: the full validation then finds the code.
 */
export async function preValidate(
  block: ProvenHeader,
  constants: Constants,
  verifier: Verifier,
): Promise<PreValidation | null> {
  const { proofOfSpace, proofOfTime } = block;
  if (proofOfTime === null || !(await plotSignatureValid(block, verifier))) return null;
  const qualityString = await proofOfSpaceQuality(proofOfSpace, constants, verifier);
  if (qualityString === null) return null;
  return (await proofOfTimeValid(proofOfTime, constants, verifier)) ? { qualityString } : null;
}
