import { ConsensusError } from '../consensus-error.ts';

// Bitcoin's CompactSize: one byte below 0xfd, else a marker and 2, 4 or 8 little-endian bytes; the shortest form only.

/** No filter holds more elements than this; the reference refuses larger counts as well. */
const MAX_COUNT = 0x02000000;

export function encodeCompactSize(count: number): Uint8Array {
  if (count < 0xfd) return new Uint8Array([count]);
  const size = count <= 0xffff ? 2 : 4;
  const bytes = new Uint8Array(1 + size);
  const view = new DataView(bytes.buffer);
  bytes[0] = size === 2 ? 0xfd : 0xfe;
  if (size === 2) view.setUint16(1, count, true);
  else view.setUint32(1, count, true);
  return bytes;
}

/** Count and the number of bytes it took. Throws BAD_FILTER. */
export function decodeCompactSize(bytes: Uint8Array): { count: number; size: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [marker] = bytes;
  if (marker === undefined) throw truncated();
  if (marker < 0xfd) return { count: marker, size: 1 };
  const size = marker === 0xfd ? 3 : marker === 0xfe ? 5 : 9;
  if (bytes.length < size) throw truncated();
  const count =
    size === 3 ? view.getUint16(1, true) : size === 5 ? view.getUint32(1, true) : view.getBigUint64(1, true);
  const least = size === 3 ? 0xfd : 0x10000;
  if (count < least || count > MAX_COUNT || size === 9) throw new ConsensusError('BAD_FILTER', { reason: 'BAD_COUNT' });
  return { count: Number(count), size };
}

const truncated = (): ConsensusError => new ConsensusError('BAD_FILTER', { reason: 'TRUNCATED' });
