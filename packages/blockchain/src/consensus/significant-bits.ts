/** Number of binary digits of |value|; 0 for 0. */
export function bitLength(value: bigint): number {
  return value === 0n ? 0 : magnitude(value).toString(2).length;
}

/** Bit length of |value| without its trailing zero bits; 0 for 0. */
export function significantBits(value: bigint): number {
  return value === 0n ? 0 : magnitude(value).toString(2).replace(/0+$/, '').length;
}

/**
 * Keeps the top `bits` significant bits of a value and clears the rest (consensus 6, *Truncation*). A value shorter
 * than that comes back without its sign: an accident of the reference, which negative time spans can reach (Q7).
 */
export function truncate(value: bigint, bits: number): bigint {
  const size = magnitude(value);
  const length = bitLength(value);
  if (length < bits) return size;
  const cut = BigInt(length - bits);
  const kept = (size >> cut) << cut;
  return value < 0n ? -kept : kept;
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
