// The three expensive checks of a header (H2, H7, H15), each a function of the block and the constants alone: the
// full validation and the stateless pre-validation both make them.
import { isIdentity } from '@salvia/bls';
import { passesPlotFilter } from '@salvia/proof-of-space';
import { type Header, headerDataHash, type ProofOfSpace, type ProofOfTime, plotId } from '@salvia/protocol';
import { MAX_PLOT_SIZE, MIN_PLOT_SIZE } from '../quality.ts';
import type { SpaceClaim, Verifier } from '../verifier.ts';

/** H2: the plot key signed the header data. The identity would "sign" anything, so it is no plot key (Q2). */
export async function plotSignatureValid(
  block: { readonly header: Header; readonly proofOfSpace: ProofOfSpace },
  verifier: Verifier,
): Promise<boolean> {
  const { plotPublicKey } = block.proofOfSpace;
  if (isIdentity(plotPublicKey)) return false;
  return verifier.signature(plotPublicKey, headerDataHash(block.header.data), block.header.plotSignature);
}

interface SpaceConstants {
  readonly NUMBER_ZERO_BITS_CHALLENGE_SIG: number;
}

/** H7, as far as it costs nothing: what is left to verify, or `null` if the plot size (Q6) or the plot filter is at fault. */
export function spaceClaimOf(proofOfSpace: ProofOfSpace, constants: SpaceConstants): SpaceClaim | null {
  const { size: k, challengeHash: challenge, proof } = proofOfSpace;
  if (k < MIN_PLOT_SIZE || k > MAX_PLOT_SIZE || proof.length !== 8 * k) return null;
  const id = plotId(proofOfSpace);
  return passesPlotFilter(id, challenge, constants.NUMBER_ZERO_BITS_CHALLENGE_SIG)
    ? { plotId: id, k, challenge, proof }
    : null;
}

/** H7: the quality string, or `null` if the plot size (Q6), the plot filter or the proof itself is at fault. */
export async function proofOfSpaceQuality(
  proofOfSpace: ProofOfSpace,
  constants: SpaceConstants,
  verifier: Verifier,
): Promise<Uint8Array | null> {
  const claim = spaceClaimOf(proofOfSpace, constants);
  return claim === null ? null : verifier.proofOfSpace(claim);
}

/** H15. */
export function proofOfTimeValid(
  proofOfTime: ProofOfTime,
  constants: { readonly DISCRIMINANT_SIZE_BITS: number },
  verifier: Verifier,
): Promise<boolean> {
  const { challengeHash: challenge, numberOfIterations: iterations, output, witnessType, witness } = proofOfTime;
  const discriminantBits = constants.DISCRIMINANT_SIZE_BITS;
  return verifier.proofOfTime({ discriminantBits, challenge, iterations, output, witnessType, witness });
}
