/** A non-negative integer as big-endian bytes of fixed length. */
export function toFixed(value: bigint, size: number): Uint8Array {
  if (value < 0n || value >> BigInt(8 * size) !== 0n) throw new RangeError(`${value} does not fit ${size} bytes`);
  const bytes = new Uint8Array(size);
  for (let at = size - 1, rest = value; rest > 0n; at -= 1, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

export const uint64 = (value: bigint): Uint8Array => toFixed(value, 8);
export const uint128 = (value: bigint): Uint8Array => toFixed(value, 16);

/** Inverse of {@link toFixed}, of any length. */
export function fromFixed(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

/** What the driver reads is a Buffer; outside the stores bytes are plain. Shares the memory. */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Parameters of the patterns that prepared queries are made from. */
export const ANY_BYTES = new Uint8Array();
export const ANY_ID = 0;
