/**
 * Greatest common divisors, and inverses.
 *
 * Rows (r, u) with r ≡ u·b (mod a) are closed under integer combinations. Starting from (a, 0) and (b, 1), Euclid's
 * steps on the first column end in (g, v) and (0, ·): g = gcd(a, b) and v·b ≡ g (mod a).
 */
import { floor, toBigInt, toNumber } from './built-ins.ts';
import { guessSteps, steps } from './lehmer.ts';

const EXACT = 2n ** 53n;
/** Above this a rounded integer might no longer be a finite number. */
const LEADING = 2n ** 1000n;

export interface InverseGcd {
  /** gcd(a, b). */
  gcd: bigint;
  /** v with v·b ≡ gcd (mod a), |v| ≤ a. */
  inverse: bigint;
}

/** gcd of a > 0 and 0 ≤ b, with the inverse of b modulo a up to it. */
export function inverseGcd(a: bigint, b: bigint): InverseGcd {
  let r2 = a;
  let r1 = b;
  let u2 = 0n;
  let u1 = 1n;
  while (r1 >= EXACT) {
    if (r2 < LEADING) guessSteps(toNumber(r2), toNumber(r1), 0);
    else steps.count = 0;
    if (steps.count === 0) {
      const q = r2 / r1;
      [r2, r1] = [r1, r2 - q * r1];
      [u2, u1] = [u1, u2 - q * u1];
      continue;
    }
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
    }
    if (r2 < 0n) {
      r2 = -r2;
      u2 = -u2;
    }
    if (r1 > r2) {
      [r2, r1] = [r1, r2];
      [u2, u1] = [u1, u2];
    }
  }
  return finish(r2, r1, u2, u1);
}

/** The last stretch, r1 below 2^53, in plain numbers: here every quotient and every entry is exact. */
function finish(r2: bigint, r1: bigint, u2: bigint, u1: bigint): InverseGcd {
  if (r1 === 0n) return { gcd: r2, inverse: u2 };
  const q0 = r2 / r1;
  let x = toNumber(r1);
  let y = toNumber(r2 - q0 * r1);
  let a = 1;
  let b = 0;
  let c = 0;
  let d = 1;
  while (y !== 0) {
    const q = floor(x / y);
    [x, y] = [y, x - q * y];
    [a, c] = [c, a - q * c];
    [b, d] = [d, b - q * d];
  }
  return { gcd: toBigInt(x), inverse: toBigInt(a) * u1 + toBigInt(b) * (u2 - q0 * u1) };
}

/** gcd of a > 0 and 0 ≤ b. */
export function gcd(a: bigint, b: bigint): bigint {
  return inverseGcd(a, b).gcd;
}
