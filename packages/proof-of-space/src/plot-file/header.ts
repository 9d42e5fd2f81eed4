/**
 * Header of a plot file. Integers are big endian.
 *
 *     offset  bytes
 *          0      8  `SALVPLOT`
 *          8      2  version, 1
 *         10      1  k
 *         11      2  memo length M
 *         13      4  header length, checksum included
 *         17     32  plot id
 *         49      M  memo
 *     49 + M         for tables 1..7: number of entries (4), then the length in bytes of each park (4 each)
 *                    first f7 of each park of table 7 (4 each)
 *                    SHA-256 of all before (32)
 *
 * The parks follow, table after table, and end the file.
 */
import { createHash } from 'node:crypto';
import { MAX_K, MIN_K, TABLE_COUNT } from '../constants.ts';
import { parksFor } from './parks.ts';

export const MAGIC = 'SALVPLOT';
export const VERSION = 1;
export const PREFIX_BYTES = 17;
const ID_AT = 17;
const MEMO_AT = 49;
const CHECKSUM_BYTES = 32;
export const MAX_MEMO_BYTES = 0xffff;

export interface TableIndex {
  readonly entries: number;
  /** Bytes of each park, checksum included. */
  readonly parkLengths: Uint32Array;
}

export interface PlotHeader {
  readonly k: number;
  readonly plotId: Uint8Array;
  readonly memo: Uint8Array;
  /** Tables 1..7. */
  readonly tables: readonly TableIndex[];
  /** First f7 of each park of table 7. */
  readonly firstF7: Uint32Array;
}

function indexWords({ tables, firstF7 }: PlotHeader): Uint32Array {
  const words = tables.flatMap(({ entries, parkLengths }) => [entries, ...parkLengths]);
  return Uint32Array.from([...words, ...firstF7]);
}

export function encodeHeader(header: PlotHeader): Uint8Array {
  const words = indexWords(header);
  const indexAt = MEMO_AT + header.memo.length;
  const bytes = new Uint8Array(indexAt + 4 * words.length + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint16(8, VERSION);
  view.setUint8(10, header.k);
  view.setUint16(11, header.memo.length);
  view.setUint32(13, bytes.length);
  bytes.set(header.plotId, ID_AT);
  bytes.set(header.memo, MEMO_AT);
  words.forEach((word, i) => view.setUint32(indexAt + 4 * i, word));
  bytes.set(checksum(bytes), bytes.length - CHECKSUM_BYTES);
  return bytes;
}

function checksum(header: Uint8Array): Uint8Array {
  return createHash('sha256')
    .update(header.subarray(0, header.length - CHECKSUM_BYTES))
    .digest();
}

/** What the first 17 bytes tell: null if they are no plot's, else the version and the length of the header. */
export function readPrefix(bytes: Uint8Array): { version: number; headerLength: number } | null {
  if (bytes.length < PREFIX_BYTES || Buffer.from(bytes).toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { version: view.getUint16(8), headerLength: view.getUint32(13) };
}

/** Parses a whole header of the known version; null if its checksum does not hold or it contradicts itself. */
export function decodeHeader(bytes: Uint8Array): PlotHeader | null {
  if (bytes.length < MEMO_AT + CHECKSUM_BYTES) return null;
  if (Buffer.compare(checksum(bytes), bytes.subarray(bytes.length - CHECKSUM_BYTES)) !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const k = view.getUint8(10);
  if (k < MIN_K || k > MAX_K) return null;
  const indexAt = MEMO_AT + view.getUint16(11);
  const index = decodeIndex(view, indexAt, bytes.length - CHECKSUM_BYTES);
  if (index === null) return null;
  return { k, plotId: bytes.slice(ID_AT, MEMO_AT), memo: bytes.slice(MEMO_AT, indexAt), ...index };
}

function decodeIndex(view: DataView, from: number, end: number): Pick<PlotHeader, 'tables' | 'firstF7'> | null {
  let at = from;
  const read = (count: number): Uint32Array | null => {
    if (at + 4 * count > end) return null;
    const words = Uint32Array.from({ length: count }, (_, i) => view.getUint32(at + 4 * i));
    at += 4 * count;
    return words;
  };
  const tables: TableIndex[] = [];
  for (let number = 1; number <= TABLE_COUNT; number++) {
    const entries = read(1)?.[0];
    const parkLengths = entries === undefined ? null : read(parksFor(entries));
    if (entries === undefined || parkLengths === null) return null;
    tables.push({ entries, parkLengths });
  }
  const firstF7 = read(tables[TABLE_COUNT - 1]!.parkLengths.length);
  return firstF7 !== null && at === end ? { tables, firstF7 } : null;
}
