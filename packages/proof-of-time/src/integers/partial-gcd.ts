/**
 * Euclid's algorithm, stopped half way (proofs B.5, "PX").
 *
 * The pairs (r, u) with r ≡ -u·k (mod a) form a lattice of determinant a; (a, 0) and (k, -1) are a basis, and each of
 * Euclid's steps gives another one. Stopping when r1 ≤ L ≈ √a leaves a basis of two short vectors. That is what keeps
 * the numbers of NUDUPL and NUCOMP small: they compose forms through this basis instead of multiplying first and
 * reducing afterwards. Any short basis serves, so Lehmer's guesses are welcome here. Callers need to know which way round it is: each
 * step, each exchange and each change of sign flips the orientation.
 */
import { toBigInt, toNumber } from './built-ins.ts';
import { guessSteps, steps } from './lehmer.ts';

/**
 * The basis found by the last call of `partialGcd`: (r2, u2) and (r1, u1), r1 ≤ L, both r ≥ 0, and whether its determinant
 * r2·u1 - r1·u2 is a (`flipped`) or, as at the start, -a.
 */
export const basis = { r2: 0n, r1: 0n, u2: 0n, u1: 0n, flipped: false };

/** Runs on a > 0 and 0 ≤ k < a (both below 2^1000) until r1 ≤ limit, where `limitNumber` is the limit as a number. */
export function partialGcd(a: bigint, k: bigint, limit: bigint, limitNumber: number): void {
  let r2 = a;
  let r1 = k;
  let u2 = 0n;
  let u1 = -1n;
  let flips = 0;
  while (r1 > limit) {
    guessSteps(toNumber(r2), toNumber(r1), limitNumber);
    if (steps.count === 0) {
      const q = r2 / r1;
      [r2, r1] = [r1, r2 - q * r1];
      [u2, u1] = [u1, u2 - q * u1];
      flips++;
      continue;
    }
    flips += steps.count;
    const a11 = toBigInt(steps.a);
    const a12 = toBigInt(steps.b);
    const a21 = toBigInt(steps.c);
    const a22 = toBigInt(steps.d);
    const r = a11 * r2 + a12 * r1;
    r1 = a21 * r2 + a22 * r1;
    r2 = r;
    const u = a11 * u2 + a12 * u1;
    u1 = a21 * u2 + a22 * u1;
    u2 = u;
    if (r1 < 0n) {
      r1 = -r1;
      u1 = -u1;
      flips++;
    }
    if (r2 < 0n) {
      r2 = -r2;
      u2 = -u2;
      flips++;
    }
    if (r1 > r2) {
      [r2, r1] = [r1, r2];
      [u2, u1] = [u1, u2];
      flips++;
    }
  }
  basis.r2 = r2;
  basis.r1 = r1;
  basis.u2 = u2;
  basis.u1 = u1;
  basis.flipped = flips % 2 === 1;
}
