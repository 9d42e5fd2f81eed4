/**
 * NUDUPL: the square of a form (proofs B.5), the step that a proof of time repeats.
 *
 * Squaring (a, b, c) by the book: with g = gcd(a, b) = v·b + …·a, a1 = a/g and k = -v·c mod a1, the square is
 * (a1², b + 2·a1·k, …). That is twice as long as it should be, and a long reduction follows. Shanks: run Euclid's
 * algorithm on (a1, k) half way, to short vectors (r2, u2), (r1, u1) with r ≡ -u·k mod a1, and change variables by them
 * at once. With m = (b·r1 - c1·u1)/a1 the square becomes
 *
 *     A = r1² - u1·m,   B = 2(a1·r1 ∓ A·u2)/u1 - b,   C = (B² - D)/4A,
 *
 * already nearly reduced. A > 0, being the value of the form (a1, -b, c1) at (r1, u1), divided by a1; the sign in B depends
 * on the orientation r2·u1 - r1·u2 = ∓a1. All divisions are exact.
 */
import { inverseGcd } from '../integers/gcd.ts';
import { basis, partialGcd } from '../integers/partial-gcd.ts';
import type { ClassGroup } from './class-group.ts';
import type { Form } from './form.ts';
import { reduce } from './reduce.ts';

/** f·f, reduced, of a reduced form. */
export function square(group: ClassGroup, { a, b, c }: Form): Form {
  const { gcd: g, inverse: v } = inverseGcd(a, b < 0n ? b + a : b);
  const a1 = g === 1n ? a : a / g;
  const c1 = g === 1n ? c : c * g;
  let k = -(v * c) % a1;
  if (k < 0n) k += a1;
  if (a1 < group.fourthRoot) {
    const t = a1 * k;
    return reduce(a1 * a1, b + 2n * t, ((b + t) * k + c1) / a1);
  }
  partialGcd(a1, k, group.fourthRoot, group.fourthRootNumber);
  const { r1, u1, u2, flipped } = basis;
  const A = r1 * r1 - u1 * ((b * r1 - c1 * u1) / a1);
  const cross = flipped ? a1 * r1 + A * u2 : a1 * r1 - A * u2;
  const B = ((cross << 1n) / u1 - b) % (A << 1n);
  return reduce(A, B, (B * B - group.discriminant) / (A << 2n));
}
