/**
 * Primality (proofs B.2): trial division, the strong test to base 2, and the Lucas-V test. No composite is known that
 * passes all three, though nobody has proved that there is none.
 */
import { bitLength } from '../integers/bits.ts';
import { passesBaseTwo } from './base-two.ts';
import { passesLucas } from './lucas.ts';
import { hasSmallFactor } from './small-primes.ts';

/**
 * The verdict of today's chiavdf. It refuses the primes up to 233 themselves, which decides something for 8-bit
 * discriminants only; and every even number.
 */
export function isChiavdfPrime(n: bigint): boolean {
  if (n < 3n || (n & 1n) === 0n) return false;
  return !hasSmallFactor(n, bitLength(n)) && passesBaseTwo(n) && passesLucas(n);
}

/** The verdict of any correct test, as chiavdf 0.12 asks it of its big-integer library. */
export function isPrime(n: bigint): boolean {
  if (n < 65536n) return isSmallPrime(Number(n));
  return isChiavdfPrime(n);
}

function isSmallPrime(n: number): boolean {
  if (n < 2) return false;
  for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
  return true;
}
