/**
 * Gauss's reduction (proofs B.4).
 *
 * Two changes of variables do it. x ← x + q·y turns (a, b, c) into (a, b + 2aq, …) and brings b into -a < b ≤ a; then,
 * if a > c, exchanging the variables turns it into (c, -b, a). The first coefficient falls every time, so it ends.
 */
import type { Form } from './form.ts';

/** The reduced form equivalent to (a, b, c), for a > 0. */
export function reduce(a: bigint, b: bigint, c: bigint): Form {
  for (;;) {
    if (b > a || b <= -a) {
      // b = 2aq + r with -a < r ≤ a, and c' = (r² - D)/4a = c - q(b + r)/2
      const double = a << 1n;
      let q = b / double;
      let r = b - q * double;
      if (r > a) {
        r -= double;
        q += 1n;
      } else if (r <= -a) {
        r += double;
        q -= 1n;
      }
      c -= q * ((b + r) >> 1n);
      b = r;
    }
    if (a <= c) return { a, b: a === c && b < 0n ? -b : b, c };
    const largest = a;
    a = c;
    c = largest;
    b = -b;
  }
}
