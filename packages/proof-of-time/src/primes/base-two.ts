import { powerOfTwoMod } from '../integers/modular.ts';

/**
 * The strong (Miller-Rabin) test to base 2 of an odd n > 2.
 *
 * Write n - 1 = 2^s·d with d odd. For a prime n the only square roots of 1 are ±1, so walking up
 * 2^d, 2^(2d), …, 2^(n-1) = 1 the first 1 is either at the start or preceded by -1.
 */
export function passesBaseTwo(n: bigint): boolean {
  const last = n - 1n;
  let d = last >> 1n;
  let s = 1;
  while ((d & 1n) === 0n) {
    d >>= 1n;
    s++;
  }
  let x = powerOfTwoMod(d, n);
  if (x === 1n || x === last) return true;
  for (let i = 1; i < s; i++) {
    x = (x * x) % n;
    if (x === last) return true;
  }
  return false;
}
