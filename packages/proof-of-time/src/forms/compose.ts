/**
 * NUCOMP: the product of two forms (proofs B.5).
 *
 * Gauss's composition of (a1, b1, c1) and (a2, b2, c2), a1 ≤ a2: with σ = (b1+b2)/2 and m = (b1-b2)/2, the product is
 * (a1·a2/s², b2 + 2·(a2/s)·k, …) where s = gcd(a1, a2, σ) and k solves the congruence that makes the two forms agree.
 * As in NUDUPL (square.ts) the long way round is cut short: Euclid's algorithm on (a1/s, k) stops half way, and with
 *
 *     t = a2·r1,   m1 = (m·u1 + t)/a1,   m2 = (σ·r1 - c2·u1)/a1
 *
 * the product becomes A = r1·m1 - u1·m2 > 0, B = 2(t ∓ A·u2)/u1 - b2, C = (B² - D)/4A. All divisions are exact.
 */
import { mod } from '../integers/bits.ts';
import { inverseGcd } from '../integers/gcd.ts';
import { basis, partialGcd } from '../integers/partial-gcd.ts';
import type { ClassGroup } from './class-group.ts';
import type { Form } from './form.ts';
import { reduce } from './reduce.ts';

/** f·g, reduced, of two reduced forms. */
export function compose(group: ClassGroup, f: Form, g: Form): Form {
  const [small, large] = f.a <= g.a ? [f, g] : [g, f];
  const b2 = large.b;
  const sigma = (small.b + b2) >> 1n;
  const m = (small.b - b2) >> 1n;
  let a1 = small.a;
  let a2 = large.a;
  let c2 = large.c;
  const { gcd: h, inverse: v1 } = inverseGcd(a1, a2 % a1);
  let k = mod(m * v1, a1);
  if (h !== 1n) {
    // s = gcd(σ, h) = v2·σ + u2·h
    const { gcd: s, inverse: v2 } = inverseGcd(h, mod(sigma, h));
    const u2 = (s - v2 * sigma) / h;
    k = k * u2 - v2 * c2;
    a1 /= s;
    a2 /= s;
    c2 *= s;
    k = mod(k, a1);
  }
  if (a1 < group.fourthRoot) {
    const t = a2 * k;
    return reduce(a1 * a2, 2n * t + b2, ((b2 + t) * k + c2) / a1);
  }
  partialGcd(a1, k, group.fourthRoot, group.fourthRootNumber);
  const { r1, u1, u2, flipped } = basis;
  const t = a2 * r1;
  const m1 = (m * u1 + t) / a1;
  const m2 = (sigma * r1 - c2 * u1) / a1;
  const A = r1 * m1 - u1 * m2;
  const cross = flipped ? t + A * u2 : t - A * u2;
  const B = ((cross << 1n) / u1 - b2) % (A << 1n);
  return reduce(A, B, (B * B - group.discriminant) / (A << 2n));
}
