/**
 * Putting a Wesolowski proof together from kept powers (proofs B.10).
 *
 * π = x^e with e = ⌊2^T / B⌋ = Σ d_i·2^(ki), so π is the product of the powers x^(2^(ki)), each to its digit d_i. Only the
 * powers at multiples of the stride s are at hand. Write ki = s·q + ρ: digits with the same ρ use kept powers as they are,
 * and the groups are joined by squaring, from the largest ρ down (Horner):
 *
 *     π = Π_ρ G_ρ^(2^ρ),   G_ρ = Π x^(2^(sq))^(d_i) over the i with ki mod s = ρ.
 *
 * Within a group powers of equal digit are multiplied first, into buckets; then Π_d bucket_d^d is the product of the
 * running products from the largest digit down (bucket_3, bucket_3·bucket_2, bucket_3·bucket_2·bucket_1).
 *
 * About T/k compositions in all. They are done one at a time, so that an engine can stop in between.
 */
import { type ClassGroup, inverse } from '../forms/class-group.ts';
import { compose } from '../forms/compose.ts';
import type { Form } from '../forms/form.ts';
import { square } from '../forms/square.ts';
import { greatestCommonDivisor } from './block-size.ts';
import { quotientDigits } from './quotient-digits.ts';
import type { StoredPowers } from './stored-powers.ts';

/** A computation in small steps: each `next()` does one, the last returns the result. */
export type Steps<T> = Generator<void, T, void>;

/** Products with a neutral element that costs nothing. */
function multiply(group: ClassGroup, f: Form | null, g: Form | null): Form | null {
  if (f === null || g === null) return f ?? g;
  return compose(group, f, g);
}

/** Π bucket_d^d over d = 1 … */
function* sumBuckets(group: ClassGroup, buckets: readonly (Form | undefined)[]): Steps<Form | null> {
  let running: Form | null = null;
  let total: Form | null = null;
  for (let d = buckets.length - 1; d >= 1; d--) {
    running = multiply(group, running, buckets[d] ?? null);
    total = multiply(group, total, running);
    yield;
  }
  return total;
}

/**
 * π for x = powers.at(0) and T iterations.
 *
 * @param powers all kept powers up to T
 * @param k bits per digit, at most 30
 */
export function* foldProof(
  group: ClassGroup,
  powers: StoredPowers,
  iterations: number,
  prime: bigint,
  k: number,
): Steps<Form> {
  const digits = quotientDigits(iterations, prime, k);
  const stride = powers.stride;
  const gap = greatestCommonDivisor(k, stride);
  let result: Form | null = null;
  for (let offset = stride - gap; offset >= 0; offset -= gap) {
    for (let i = 0; i < gap && result !== null; i++) result = square(group, result);
    const buckets: (Form | undefined)[] = new Array(2 ** (k - 1) + 1);
    for (const [index, digit] of digits.entries()) {
      const exponent = index * k;
      if (digit === 0 || exponent % stride !== offset) continue;
      const power = powers.at((exponent - offset) / stride);
      const size = Math.abs(digit);
      buckets[size] = multiply(group, buckets[size] ?? null, digit < 0 ? inverse(power) : power) as Form;
      yield;
    }
    result = multiply(group, result, yield* sumBuckets(group, buckets));
  }
  return result ?? group.identity;
}

/** Runs a computation to its end. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
