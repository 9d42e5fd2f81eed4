import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** An unsigned big-endian integer; no bytes are 0. */
export function readBigEndian(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytesToHex(bytes)}`);
}

export function readLittleEndian(bytes: Uint8Array): bigint {
  return readBigEndian(Uint8Array.from(bytes).reverse());
}

/** `value` ≥ 0 as exactly `size` bytes, or null if it needs more. */
export function writeBigEndian(value: bigint, size: number): Uint8Array | null {
  if (value >> BigInt(8 * size) !== 0n) return null;
  return size === 0 ? new Uint8Array(0) : hexToBytes(value.toString(16).padStart(2 * size, '0'));
}

export function writeLittleEndian(value: bigint, size: number): Uint8Array | null {
  return writeBigEndian(value, size)?.reverse() ?? null;
}

/** Two's complement, big endian. */
export function readSigned(bytes: Uint8Array): bigint {
  return BigInt.asIntN(8 * bytes.length, readBigEndian(bytes));
}

/** Two's complement, big endian, or null if `value` does not fit `size` bytes. */
export function writeSigned(value: bigint, size: number): Uint8Array | null {
  if (BigInt.asIntN(8 * size, value) !== value) return null;
  return writeBigEndian(BigInt.asUintN(8 * size, value), size);
}
