import type { HeaderSummary } from './header-store.ts';
import { fromFixed, uint128 } from './values.ts';

/*
 * Headers as memory has them, a fixed number of bytes each: integers big-endian, no object, no reference. A million of
 * them is read from the database, and kept, in this form.
 */

/** Bytes of one header. */
export const PACKED_SIZE = 84;

/** Where its fields are. */
export const PACKED = {
  hash: 0,
  /** 16 bytes */
  weight: 32,
  totalIters: 48,
  minIters: 56,
  timestamp: 64,
  height: 72,
  /** 0 for genesis */
  parentId: 76,
  id: 80,
} as const;

/** Some headers, one after the other in the order of their ids. */
export interface PackedHeaders {
  readonly count: number;
  readonly rows: Uint8Array;
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

export function packHeader(header: HeaderSummary, rows: Uint8Array, at: number): void {
  const view = viewOf(rows);
  rows.set(header.headerHash, at + PACKED.hash);
  rows.set(uint128(header.weight), at + PACKED.weight);
  view.setBigUint64(at + PACKED.totalIters, header.totalIters);
  view.setBigUint64(at + PACKED.minIters, header.minIters);
  view.setBigUint64(at + PACKED.timestamp, header.timestamp);
  view.setUint32(at + PACKED.height, header.height);
  view.setUint32(at + PACKED.parentId, header.parentId ?? 0);
  view.setUint32(at + PACKED.id, header.id);
}

export function packHeaders(headers: readonly HeaderSummary[]): PackedHeaders {
  const rows = new Uint8Array(headers.length * PACKED_SIZE);
  for (const [row, header] of headers.entries()) packHeader(header, rows, row * PACKED_SIZE);
  return { count: headers.length, rows };
}

export function unpackHeaders({ count, rows }: PackedHeaders): HeaderSummary[] {
  return Array.from({ length: count }, (_, row) => unpackHeader(rows, row * PACKED_SIZE));
}

function unpackHeader(rows: Uint8Array, at: number): HeaderSummary {
  const view = viewOf(rows);
  const parentId = view.getUint32(at + PACKED.parentId);
  return {
    id: view.getUint32(at + PACKED.id),
    headerHash: rows.slice(at + PACKED.hash, at + PACKED.hash + 32),
    parentId: parentId === 0 ? null : parentId,
    height: view.getUint32(at + PACKED.height),
    timestamp: view.getBigUint64(at + PACKED.timestamp),
    weight: fromFixed(rows.subarray(at + PACKED.weight, at + PACKED.weight + 16)),
    totalIters: view.getBigUint64(at + PACKED.totalIters),
    minIters: view.getBigUint64(at + PACKED.minIters),
  };
}
