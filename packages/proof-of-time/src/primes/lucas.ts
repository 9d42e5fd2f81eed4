/**
 * The Lucas-V test (proofs B.2, step 3).
 *
 * V_0 = 2, V_1 = P, V_{m+1} = P·V_m - Q·V_{m-1}: the sums α^m + β^m of powers of the roots of x² - P·x + Q, whose
 * discriminant is D = P² - 4Q. If p is prime and D is not a square modulo p, the roots live in the field of p²
 * elements and are each other's p-th power, so α^(p+1) = β^(p+1) = αβ = Q and V_{p+1} ≡ 2Q.
 */
import { mod } from '../integers/bits.ts';
import { jacobi } from '../integers/modular.ts';

/** The first of 5, -7, 9, -11, … below 1000 in size that is no square modulo n, or null. */
function firstNonSquare(n: bigint): number | null {
  for (let size = 5; size < 1000; size += 2) {
    const d = size % 4 === 1 ? size : -size;
    if (jacobi(d, n) === -1) return d;
  }
  return null;
}

/**
 * V_m mod n, by doubling the index: V_{2m} = V_m² - 2·Q^m and V_{2m+1} = V_m·V_{m+1} - P·Q^m, from the leading bit of
 * the index down.
 */
function lucasV(index: bigint, p: bigint, q: bigint, n: bigint): bigint {
  let v = 2n;
  let next = p;
  let power = 1n;
  for (const bit of index.toString(2)) {
    const cross = mod(v * next - p * power, n);
    if (bit === '1') {
      const powerUp = (power * q) % n;
      next = mod(next * next - 2n * powerUp, n);
      v = cross;
      power = mod(power * powerUp, n);
    } else {
      v = mod(v * v - 2n * power, n);
      next = cross;
      power = (power * power) % n;
    }
  }
  return v;
}

/** The test of an odd n > 2; a perfect square is refused, since nothing is a non-square modulo it. */
export function passesLucas(n: bigint): boolean {
  const d = firstNonSquare(n);
  if (d === null) return false;
  const p = d === 5 ? 5n : 1n;
  const q = d === 5 ? 5n : BigInt((1 - d) / 4);
  return lucasV(n + 1n, p, q, n) === mod(2n * q, n);
}
