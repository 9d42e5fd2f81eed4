/**
 * The partial gcd of the serialization, to the letter (proofs B.6).
 *
 * The compressed form of (a, b) stores a short t with t·b ≡ r (mod a), r about √a, found by Euclid's algorithm stopped half
 * way. The published library runs it on leading 63-bit words, and its rule for trusting a quotient sometimes lets it go one
 * step beyond the point where the textbook loop stops: at 1024 bits for about one form in two thousand. The bytes of a form
 * are hashed into every proof, so this is not a matter of taste: whoever stops elsewhere refuses valid proofs and makes
 * invalid ones. Nothing may be simplified here.
 */
import { abs, bitLength, integerSqrt } from '../integers/bits.ts';

const WORD_BITS = 63;

/** The steps that the leading words vouch for: r2 ← B2·r2 + A2·r1, r1 ← B1·r2 + A1·r1; `count` of them. */
interface WordSteps {
  a2: bigint;
  a1: bigint;
  b2: bigint;
  b1: bigint;
  count: number;
}

/** Step 2: Euclid on the leading words h2, h1, while they exceed ℓ and the quotient is beyond doubt. */
function stepsOnWords(lead2: bigint, lead1: bigint, limit: bigint): WordSteps {
  let h2 = lead2;
  let h1 = lead1;
  let a2 = 0n;
  let a1 = 1n;
  let b2 = 1n;
  let b1 = 0n;
  let count = 0;
  while (h1 !== 0n && h1 > limit) {
    const q = h2 / h1;
    const rest = h2 - q * h1;
    const alpha = a2 - q * a1;
    const beta = b2 - q * b1;
    if (count % 2 === 0) {
      if (rest < -alpha || h1 - rest < beta - b1) break;
    } else if (rest < -beta || h1 - rest < alpha - a1) break;
    h2 = h1;
    h1 = rest;
    a2 = a1;
    a1 = alpha;
    b2 = b1;
    b1 = beta;
    count++;
  }
  return { a2, a1, b2, b1, count };
}

/** t = -u1 of proofs B.6, for a > 0 and any b. */
export function partialGcdOnWords(a: bigint, b: bigint): bigint {
  const limit = integerSqrt(a);
  let r2 = a;
  let r1 = abs(b);
  let u2 = 0n;
  let u1 = -1n;
  while (r1 !== 0n && r1 > limit) {
    const shift = BigInt(Math.max(0, Math.max(bitLength(r2), bitLength(r1)) - WORD_BITS));
    const { a2, a1, b2, b1, count } = stepsOnWords(r2 >> shift, r1 >> shift, limit >> shift);
    if (count === 0) {
      const q = r2 / r1;
      [r2, r1] = [r1, r2 - q * r1];
      [u2, u1] = [u1, u2 - q * u1];
      continue;
    }
    [r2, r1] = [b2 * r2 + a2 * r1, b1 * r2 + a1 * r1];
    [u2, u1] = [b2 * u2 + a2 * u1, b1 * u2 + a1 * u1];
    if (r1 < 0n) [r1, u1] = [-r1, -u1];
    if (r2 < 0n) [r2, u2] = [-r2, -u2];
  }
  return -u1;
}
