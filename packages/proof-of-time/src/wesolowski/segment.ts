/**
 * One Wesolowski segment: y = x^(2^T), shown by π.
 *
 * The verifier derives a prime B from x and y, which the prover could not choose. Divide: 2^T = e·B + r. The prover gives
 * π = x^e, and the verifier computes π^B · x^r, which must be y. That costs two powers with exponents of 264 bits, whatever T.
 */
import type { ClassGroup } from '../forms/class-group.ts';
import type { Form } from '../forms/form.ts';
import { productOfPowers } from '../forms/power.ts';
import { powerOfTwoMod } from '../integers/modular.ts';

/** π^B · x^(2^T mod B): the output that this proof belongs to. */
export function outputOf(group: ClassGroup, x: Form, proof: Form, prime: bigint, iterations: bigint): Form {
  return productOfPowers(group, [
    { base: proof, exponent: prime },
    { base: x, exponent: powerOfTwoMod(iterations, prime) },
  ]);
}
