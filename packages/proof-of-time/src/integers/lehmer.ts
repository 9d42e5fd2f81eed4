/**
 * Lehmer's trick: many steps of Euclid's algorithm for the price of one.
 *
 * The quotients of Euclid's algorithm on two long integers r2 > r1 depend, for a while, on their leading digits alone.
 * So we run the steps on the leading 53 bits, as plain numbers, and remember them as a matrix; then the matrix is
 * applied to the long integers at once:
 *
 *     (r2)    (a b) (r2)
 *     (r1) ←  (c d) (r1)        with ad - bc = ±1.
 *
 * Numbers only guess here. Each step adds an integer multiple of one entry to the other, so the determinant is ±1
 * whatever the guess, and the pair keeps its gcd, its lattice, everything that matters. A guess that is off by one (the
 * leading digits are rounded, and near the end of a run the error reaches the last bits) costs a sign to repair and a
 * little time, never the result. Callers that need Euclid's exact quotients (proofs B.6) do not use this file.
 *
 * All numbers are integers below 2^53, hence exact: the steps are the same on every machine.
 */

import { floor } from './built-ins.ts';

/** The steps of the last call of `guessSteps`. One object for all calls: allocating it would cost more than the steps. */
export const steps = { count: 0, a: 1, b: 0, c: 0, d: 1 };

const EXACT = 2 ** 53;
/** Entries of the matrix stay below this. Their errors reach as far up into the leading digits as they are long. */
const ENTRY_LIMIT = 2 ** 25;
/** Below this a leading part has lost its meaning to those errors. */
const LEADING_LIMIT = 2 * ENTRY_LIMIT;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/** The power of two that brings x (2^53 or more, finite) into 2^52 .. 2^53. */
function scaleFor(x: number): number {
  float[0] = x;
  const exponent = ((words[1] as number) >>> 20) & 0x7ff;
  words[0] = 0;
  words[1] = ((2 * 1023 + 52 - exponent) << 20) >>> 0;
  return float[0];
}

/**
 * Guesses steps of Euclid's algorithm on (r2, r1), given rounded to numbers (so below 2^1023), until the smaller falls
 * to `stop` or the leading digits are used up. Leaves them in `steps`; none when the first quotient is too long.
 */
export function guessSteps(r2: number, r1: number, stop: number): void {
  let x = r2;
  let y = r1;
  let end = stop;
  if (x >= EXACT) {
    const scale = scaleFor(x);
    x = floor(x * scale);
    y = floor(y * scale);
    end *= scale;
  }
  if (end < LEADING_LIMIT) end = LEADING_LIMIT;
  let a = 1;
  let b = 0;
  let c = 0;
  let d = 1;
  let count = 0;
  while (y > end) {
    const q = floor(x / y);
    const nextC = a - q * c;
    const nextD = b - q * d;
    if (nextC > ENTRY_LIMIT || nextC < -ENTRY_LIMIT || nextD > ENTRY_LIMIT || nextD < -ENTRY_LIMIT) break;
    const rest = x - q * y;
    x = y;
    y = rest;
    a = c;
    b = d;
    c = nextC;
    d = nextD;
    count++;
  }
  steps.count = count;
  steps.a = a;
  steps.b = b;
  steps.c = c;
  steps.d = d;
}
