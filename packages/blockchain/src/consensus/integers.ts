import { ConsensusError } from './consensus-error.ts';

/** ⌊a / b⌋, rounding towards −∞ (bigint division rounds towards 0). */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** Unsigned big-endian bytes as an integer. */
export function fromBigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

/** An integer from 0 to 2^32 − 1 as `size` ≥ 4 big-endian bytes. Throws INTEGER_OUT_OF_RANGE. */
export function toBigEndian(value: number, size: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new ConsensusError('INTEGER_OUT_OF_RANGE', { value });
  }
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(size - 4, value);
  return bytes;
}

export const maximum = (a: bigint, b: bigint): bigint => (a > b ? a : b);
export const minimum = (a: bigint, b: bigint): bigint => (a < b ? a : b);
