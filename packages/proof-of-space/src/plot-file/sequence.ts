/**
 * A short ascending sequence in about lowBits + 2 bits per value (Elias-Fano).
 *
 * Values are taken relative to the first. The low bits of each are stored as they are; the rest ascends slowly and is
 * stored as its increments in unary: so many zeros, then a one. The high part of value i is then the number of zeros
 * before the i-th one, which takes a scan of a few hundred bytes to find.
 *
 *     first (6 bytes) ‖ low bits of values 1.. (padded to bytes) ‖ increments of values 1.. (padded to bytes)
 */
import { BitWriter, readBits } from './bits.ts';

const FIRST_BYTES = 6;

/** `values`: ascending integers below 2 ** 48; `lowBits` 0..24. */
export function encodeSequence(values: ArrayLike<number>, lowBits: number): Uint8Array {
  const first = values[0]!;
  const unit = 2 ** lowBits;
  const count = values.length - 1;
  const low = new BitWriter(count * lowBits);
  const increments = new BitWriter(count + Math.floor((values[count]! - first) / unit));
  let before = 0;
  for (let i = 1; i <= count; i++) {
    const value = values[i]! - first;
    const high = Math.floor(value / unit);
    low.push(value % unit, lowBits);
    increments.pushUnary(high - before);
    before = high;
  }
  const lowBytes = low.bytes();
  const bytes = new Uint8Array(FIRST_BYTES + lowBytes.length + increments.bytes().length);
  writeUint48(bytes, first);
  bytes.set(lowBytes, FIRST_BYTES);
  bytes.set(increments.bytes(), FIRST_BYTES + lowBytes.length);
  return bytes;
}

/** Value `index` of a sequence of `count` values; NaN if the bytes do not hold that many. */
export function sequenceValue(bytes: Uint8Array, count: number, lowBits: number, index: number): number {
  const first = readUint48(bytes);
  if (index === 0) return first;
  const increments = bytes.subarray(FIRST_BYTES + Math.ceil(((count - 1) * lowBits) / 8));
  const high = positionOfOne(increments, index) - (index - 1);
  return first + high * 2 ** lowBits + readBits(bytes, 8 * FIRST_BYTES + (index - 1) * lowBits, lowBits);
}

/** All `count` values of a sequence without low bits (the bytes must hold that many). */
export function plainSequence(bytes: Uint8Array, count: number): Float64Array {
  const values = new Float64Array(count);
  let value = readUint48(bytes);
  values[0] = value;
  let bit = 8 * FIRST_BYTES;
  for (let i = 1; i < count; bit++) {
    if (bit >= 8 * bytes.length) return values.fill(Number.NaN, i);
    if (readBits(bytes, bit, 1) === 1) values[i++] = value;
    else value++;
  }
  return values;
}

/** Bit position of the n-th one (n from 1), NaN if there are fewer. */
function positionOfOne(bytes: Uint8Array, n: number): number {
  let left = n;
  for (let at = 0; at < bytes.length; at++) {
    const ones = BIT_COUNTS[bytes[at]!]!;
    if (ones >= left) return 8 * at + positionInByte(bytes[at]!, left);
    left -= ones;
  }
  return Number.NaN;
}

function positionInByte(byte: number, n: number): number {
  let left = n;
  for (let bit = 0; ; bit++) {
    if ((byte & (0x80 >>> bit)) !== 0 && --left === 0) return bit;
  }
}

/** Number of ones in each byte. */
const BIT_COUNTS = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

function writeUint48(bytes: Uint8Array, value: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint16(0, Math.floor(value / 2 ** 32));
  view.setUint32(2, value % 2 ** 32);
}

function readUint48(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return view.getUint16(0) * 2 ** 32 + view.getUint32(2);
}
