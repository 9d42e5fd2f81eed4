/**
 * Bit lengths and integer roots.
 *
 * A root is found by Newton's iteration x ← ⌊(x + ⌊n/x⌋) / 2⌋. By the inequality of the two means one step from any
 * positive x lands at ⌊√n⌋ or above; from there the sequence falls strictly until it arrives.
 */

/** Number of bits of a non-negative integer, 1 for 0 (proofs 0: `len(0) = 1`). */
export function bitLength(value: bigint): number {
  const hex = value.toString(16);
  const leading = 32 - Math.clz32(Number.parseInt(hex.charAt(0), 16));
  return Math.max(1, (hex.length - 1) * 4 + leading);
}

/** ⌊√n⌋ for n ≥ 0. */
export function integerSqrt(n: bigint): bigint {
  if (n < 2n) return n;
  const start = 1n << BigInt((bitLength(n) + 1) >> 1);
  let root = (start + n / start) >> 1n;
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** √n if n is a perfect square, else null. */
export function exactSqrt(n: bigint): bigint | null {
  const root = integerSqrt(n);
  return root * root === n ? root : null;
}

/** ⌊n^(1/4)⌋ for n ≥ 0: floors of roots can be taken one after the other. */
export function integerFourthRoot(n: bigint): bigint {
  return integerSqrt(integerSqrt(n));
}

/** The residue of `value` in 0..m-1 (`%` has the sign of its left operand). */
export function mod(value: bigint, m: bigint): bigint {
  const rest = value % m;
  return rest < 0n ? rest + m : rest;
}

export function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
