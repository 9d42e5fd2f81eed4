import { type ClassGroup, type Form, reduce } from '@salvia/proof-of-time';

/** The inverse of b modulo a, times their greatest common divisor, which is returned too; a > 0, 0 ≤ b < a. */
function euclid(a: bigint, b: bigint): { gcd: bigint; inverse: bigint } {
  let [r0, r1, v0, v1] = [a, b, 0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [v0, v1] = [v1, v0 - quotient * v1];
  }
  return { gcd: r0, inverse: v0 };
}

const mod = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus;

/**
 * The square of a reduced form by Gauss's formula, which is the shortest way to write it: with g = gcd(a, b) = v·b + …·a
 * and k = -v·c, the square is (a², b·g + 2·a·k, …) / g², and a long reduction follows. What the engine's NUDUPL is
 * measured against.
 */
export function textbookSquare({ discriminant }: ClassGroup, { a, b, c }: Form): Form {
  const { gcd, inverse } = euclid(a, mod(b, a));
  const a1 = a / gcd;
  const k = mod(-inverse * c, a1);
  const A = a1 * a1;
  const B = mod(b + 2n * a1 * k, 2n * A);
  return reduce(A, B, (B * B - discriminant) / (4n * A));
}
