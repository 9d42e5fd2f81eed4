import type { ClassGroup } from '../forms/class-group.ts';
import { equalForms, type Form, formFrom, isReduced } from '../forms/form.ts';
import { outputOf } from '../wesolowski/segment.ts';
import { isDiscriminantBits } from './discriminants.ts';
import type { VdfProof, VdfSchemeImpl, VdfStatement } from './scheme.ts';
import { MAX_WITNESS_TYPE } from './witness.ts';

const MAX_UINT64 = 2n ** 64n - 1n;

/** Whether one segment leads from x to y. */
export function verifySegment(
  scheme: Pick<VdfSchemeImpl, 'challengePrime'>,
  group: ClassGroup,
  x: Form,
  y: Form,
  proof: Form,
  iterations: bigint,
): boolean {
  return equalForms(outputOf(group, x, proof, scheme.challengePrime(group, x, y), iterations), y);
}

/**
 * Whether a block's proof of time holds. The cheap conditions come first: ranges, the length of the witness, and that the
 * output is a reduced form of the discriminant, since the next challenge is made of it and must have one spelling only.
 */
export function verifyClaim(
  scheme: Pick<VdfSchemeImpl, 'group' | 'witnessSize' | 'verifyWitness'>,
  claim: VdfStatement & VdfProof,
): boolean {
  const { discriminantBits, challenge, iterations, output, witnessType, witness } = claim;
  if (!isDiscriminantBits(discriminantBits) || challenge.length !== 32) return false;
  if (iterations < 0n || iterations > MAX_UINT64) return false;
  if (!Number.isInteger(witnessType) || witnessType < 0 || witnessType > MAX_WITNESS_TYPE) return false;
  // A reduced form has a² ≤ ac = (b² - D)/4 ≤ (a² - D)/4; so a longer coefficient need not wait for the discriminant.
  if (output.a <= 0n || output.a >> BigInt(discriminantBits / 2) !== 0n) return false;
  if (output.b > output.a || output.b <= -output.a) return false;
  const group = scheme.group(challenge, discriminantBits);
  if (witness.length !== scheme.witnessSize(group, witnessType)) return false;
  const y = formFrom(group.discriminant, output.a, output.b);
  if (y === null || !isReduced(y)) return false;
  return scheme.verifyWitness(group, group.initial, y, iterations, witnessType, witness);
}
