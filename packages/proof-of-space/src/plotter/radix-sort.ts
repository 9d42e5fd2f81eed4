/** Stable sorting of many rows by unsigned integer keys, least significant digit first. */

/** One key column: values below 2 ** bits. */
export interface SortKey {
  readonly values: Uint32Array;
  readonly bits: number;
}

/** 8192 counters stay in the first-level cache. */
const MAX_DIGIT_BITS = 13;

/** The order of rows 0..size-1 by `keys` (least significant key first); equal rows keep their order. */
export function sortedOrder(keys: readonly SortKey[], size: number): Uint32Array {
  let order = new Uint32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  let spare = new Uint32Array(size);
  for (const { values, bits } of keys) {
    const passes = Math.ceil(bits / MAX_DIGIT_BITS);
    const digitBits = Math.ceil(bits / passes);
    for (let pass = 0; pass < passes; pass++) {
      sortByDigit(values, pass * digitBits, digitBits, order, spare);
      [order, spare] = [spare, order];
    }
  }
  return order;
}

function sortByDigit(values: Uint32Array, shift: number, digitBits: number, from: Uint32Array, to: Uint32Array): void {
  const mask = 2 ** digitBits - 1;
  const next = new Uint32Array(2 ** digitBits);
  for (const row of from) next[(values[row]! >>> shift) & mask]!++;
  let start = 0;
  for (let digit = 0; digit <= mask; digit++) {
    const count = next[digit]!;
    next[digit] = start;
    start += count;
  }
  for (const row of from) to[next[(values[row]! >>> shift) & mask]!++] = row;
}
