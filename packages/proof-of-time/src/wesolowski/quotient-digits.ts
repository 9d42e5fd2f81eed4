/**
 * The digits of ⌊2^T / B⌋ in base 2^k, by long division as taught in school: 2^T is a 1 followed by zeros, so each step
 * brings down k zero bits, and the digit is what B goes into.
 *
 * Inverting a form is free, so a digit d above 2^(k-1) is written as d - 2^k with a carry to the next one: that halves the
 * number of different digits, and with them the work of putting the proof together.
 */

/** Signed digits, the lowest first, each in -2^(k-1) < d ≤ 2^(k-1); Σ d_i·2^(ki) = ⌊2^T / B⌋. */
export function quotientDigits(iterations: number, divisor: bigint, k: number): Int32Array {
  const count = Math.floor(iterations / k);
  const digits = new Int32Array(count + 1);
  const bits = BigInt(k);
  let rest = (1n << BigInt(iterations % k)) % divisor;
  digits[count] = Number((1n << BigInt(iterations % k)) / divisor);
  for (let i = count - 1; i >= 0; i--) {
    const shifted = rest << bits;
    const digit = shifted / divisor;
    rest = shifted - digit * divisor;
    digits[i] = Number(digit);
  }
  const half = 2 ** (k - 1);
  for (let i = 0; i < count; i++) {
    if ((digits[i] as number) <= half) continue;
    digits[i] = (digits[i] as number) - 2 * half;
    digits[i + 1] = (digits[i + 1] as number) + 1;
  }
  return digits;
}
