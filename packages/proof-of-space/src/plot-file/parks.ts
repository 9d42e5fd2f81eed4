/**
 * Parks: 2048 entries of a final table that are read and decoded together, each followed by its CRC-32.
 *
 * Tables 1..6 hold ascending line points. Table 7 holds, per proof, the position in P_6 it leads to (k + 1 bits each)
 * and then the ascending f7 values.
 */
import { crc32 } from 'node:zlib';
import { BitWriter, readBits } from './bits.ts';
import { encodeSequence, plainSequence, sequenceValue } from './sequence.ts';

export const ENTRIES_PER_PARK = 2048;
const CHECKSUM_BYTES = 4;

export function parksFor(entries: number): number {
  return Math.ceil(entries / ENTRIES_PER_PARK);
}

/** Entries in park `park` of a table of `entries`. */
export function entriesInPark(entries: number, park: number): number {
  return Math.min(ENTRIES_PER_PARK, entries - park * ENTRIES_PER_PARK);
}

/** Line points lie 2^(k-1) apart on average, so k - 1 low bits leave increments of about one. */
function linePointLowBits(k: number): number {
  return k - 1;
}

export function encodeLinePoints(points: Float64Array, k: number): Uint8Array {
  return withChecksum([encodeSequence(points, linePointLowBits(k))]);
}

/** Line point `index` of an unsealed park of `count`; NaN if the park does not hold it. */
export function decodeLinePoint(park: Uint8Array, count: number, k: number, index: number): number {
  return sequenceValue(park, count, linePointLowBits(k), index);
}

export function encodeProofs(f7: Uint32Array, positions: Uint32Array, k: number): Uint8Array {
  const packed = new BitWriter(positions.length * (k + 1));
  for (const position of positions) packed.push(position, k + 1);
  return withChecksum([packed.bytes(), encodeSequence(f7, 0)]);
}

/** The positions of all entries of an unsealed park of table 7 whose f7 is `target`; null if the park is malformed. */
export function decodePositions(park: Uint8Array, count: number, k: number, target: number): number[] | null {
  const f7 = plainSequence(park.subarray(Math.ceil((count * (k + 1)) / 8)), count);
  if (Number.isNaN(f7[count - 1])) return null;
  const positions: number[] = [];
  f7.forEach((value, i) => {
    if (value === target) positions.push(readBits(park, i * (k + 1), k + 1));
  });
  return positions;
}

function withChecksum(parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const bytes = new Uint8Array(content.length + CHECKSUM_BYTES);
  bytes.set(content);
  new DataView(bytes.buffer).setUint32(content.length, crc32(content));
  return bytes;
}

/** The content of a park as stored, or null if its checksum does not hold. */
export function unsealPark(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < CHECKSUM_BYTES) return null;
  const content = bytes.subarray(0, bytes.length - CHECKSUM_BYTES);
  const stored = new DataView(bytes.buffer, bytes.byteOffset).getUint32(content.length);
  return crc32(content) === stored ? content : null;
}
