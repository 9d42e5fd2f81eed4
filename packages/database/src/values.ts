/** A non-negative integer as big-endian bytes of fixed length. */
function toFixed(value: bigint, size: 8 | 16): Uint8Array {
  if (value < 0n || value >> BigInt(8 * size) !== 0n) throw new RangeError(`${value} does not fit ${size} bytes`);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  if (size === 16) view.setBigUint64(0, value >> 64n);
  view.setBigUint64(size - 8, BigInt.asUintN(64, value));
  return bytes;
}

export const uint64 = (value: bigint): Uint8Array => toFixed(value, 8);
export const uint128 = (value: bigint): Uint8Array => toFixed(value, 16);

/** Inverse of {@link uint64} and {@link uint128}. */
export function fromFixed(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const high = view.getBigUint64(0);
  return bytes.length === 8 ? high : (high << 64n) | view.getBigUint64(8);
}

/** What the driver reads is a Buffer; outside the stores bytes are plain. Shares the memory. */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
