/**
 * Products of powers, f^m · g^n · …, with one run of squarings for all (Straus).
 *
 * Write every exponent with signed digits: 0 or odd, below 2^(w-1) in size, and after each digit that is not 0 at least
 * w-1 zeros (the width-w non-adjacent form). An inverse costs nothing in a class group, so a table of f, f³, f⁵, … serves
 * the negative digits too. Then from the top: square, and multiply by the table entry where a digit stands.
 */
import type { ClassGroup } from './class-group.ts';
import { inverse } from './class-group.ts';
import { compose } from './compose.ts';
import type { Form } from './form.ts';
import { square } from './square.ts';

export interface Power {
  base: Form;
  /** ≥ 0. */
  exponent: bigint;
}

const WIDTH = 5;

/** Signed digits of width w, the lowest first: Σ digit_i · 2^i = exponent. */
export function signedDigits(exponent: bigint, width: number): number[] {
  const digits: number[] = [];
  const modulus = 1 << width;
  let rest = exponent;
  while (rest !== 0n) {
    let digit = 0;
    if ((rest & 1n) === 1n) {
      digit = Number(BigInt.asUintN(width, rest));
      if (digit >= modulus / 2) digit -= modulus;
      rest -= BigInt(digit);
    }
    digits.push(digit);
    rest >>= 1n;
  }
  return digits;
}

/** base, base³, base⁵, … as far as the digits need them. */
function oddPowers(group: ClassGroup, base: Form, digits: readonly number[]): Form[] {
  const largest = digits.reduce((max, digit) => Math.max(max, Math.abs(digit)), 0);
  const table = [base];
  if (largest < 3) return table;
  const step = square(group, base);
  for (let power = 3, last = base; power <= largest; power += 2) {
    last = compose(group, last, step);
    table.push(last);
  }
  return table;
}

/** Π base^exponent, reduced. */
export function productOfPowers(group: ClassGroup, powers: readonly Power[]): Form {
  const rows = powers.map(({ base, exponent }) => {
    const digits = signedDigits(exponent, WIDTH);
    return { digits, table: oddPowers(group, base, digits) };
  });
  const length = rows.reduce((max, { digits }) => Math.max(max, digits.length), 0);
  let result: Form | null = null;
  for (let i = length - 1; i >= 0; i--) {
    if (result !== null) result = square(group, result);
    for (const { digits, table } of rows) {
      const digit = digits[i] ?? 0;
      if (digit === 0) continue;
      const entry = table[(Math.abs(digit) - 1) / 2] as Form;
      const factor = digit < 0 ? inverse(entry) : entry;
      result = result === null ? factor : compose(group, result, factor);
    }
  }
  return result ?? group.identity;
}

/** x^(2^count), by squaring. */
export function squareTimes(group: ClassGroup, x: Form, count: number): Form {
  let result = x;
  for (let i = 0; i < count; i++) result = square(group, result);
  return result;
}
