import type { Constants } from '@salvia/protocol';
import type { Verifier } from '../verifier.ts';
import type { PreValidation, ProvenHeader } from './input.ts';
import { plotSignatureValid, proofOfSpaceQuality, proofOfTimeValid } from './proofs.ts';
import type { HeaderRejection } from './validate-header.ts';

/**
 * The checks that need no chain (consensus 7.3): proof of time, plot signature, plot filter and proof of space.
 * `null` is not yet a rejection: the full validation then finds the code.
 */
export async function preValidate(
  block: ProvenHeader,
  constants: Constants,
  verifier: Verifier,
): Promise<PreValidation | null> {
  const verdict = await judgeAlone(block, constants, verifier);
  return 'error' in verdict ? null : verdict;
}

/** The same, with the code of what fails: the verdict on a block whose chain is not known. */
export async function judgeAlone(
  block: ProvenHeader,
  constants: Constants,
  verifier: Verifier,
): Promise<PreValidation | HeaderRejection> {
  const { proofOfSpace, proofOfTime } = block;
  if (proofOfTime === null) return { error: 'BLOCK_IS_NOT_FINISHED', check: 'R5' };
  if (!(await plotSignatureValid(block, verifier))) return { error: 'INVALID_PLOT_SIGNATURE', check: 'H2' };
  const qualityString = await proofOfSpaceQuality(proofOfSpace, constants, verifier);
  if (qualityString === null) return { error: 'INVALID_POSPACE', check: 'H7' };
  const isTimeValid = await proofOfTimeValid(proofOfTime, constants, verifier);
  return isTimeValid ? { qualityString } : { error: 'INVALID_POT', check: 'H15' };
}
