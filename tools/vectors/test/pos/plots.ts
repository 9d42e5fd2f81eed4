import { createHash } from 'node:crypto';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { FinalTables, FirstTable, PairedTable } from '@salvia/proof-of-space/scheme';
import { computeTables } from '@salvia/proof-of-space/scheme';

/** What the tests compare of one of the tables 1..7. */
export interface TableSummary {
  readonly table: number;
  readonly entries: number;
  /** SHA-256 over all rows: y (f7 in table 7), then x, or left and right, as u32 BE each. */
  readonly sha256: string;
  /** The row at a position, or at one counted from the end if negative. */
  row(position: number): { y: bigint; x: number } | { y: bigint; left: number; right: number; meta: Uint32Array };
}

export interface ComputedPlot {
  readonly tables: readonly TableSummary[];
  readonly final: FinalTables;
}

const computed = new Map<string, ComputedPlot>();

/** The tables of a plot, computed once per test file. */
export function plotOf(plotId: Uint8Array, k: number): ComputedPlot {
  const key = `${bytesToHex(plotId)} ${k}`;
  let plot = computed.get(key);
  if (plot === undefined) {
    const tables: TableSummary[] = [];
    const final = computeTables(plotId, k, { onTable: (table) => tables.push(summarize(table)) });
    plot = { tables, final };
    computed.set(key, plot);
  }
  return plot;
}

function summarize(table: FirstTable | PairedTable): TableSummary {
  const columns = 'x' in table ? [table.y, table.x] : [table.y, table.left, table.right];
  return {
    table: table.number,
    entries: table.size,
    sha256: digestOfRows(columns),
    row: (position) => rowAt(table, position < 0 ? table.size + position : position),
  };
}

function rowAt(table: FirstTable | PairedTable, at: number): ReturnType<TableSummary['row']> {
  const y = BigInt(table.y[at]!);
  if ('x' in table) return { y, x: table.x[at]! };
  const meta = table.meta.slice(at * table.metaWords, (at + 1) * table.metaWords);
  return { y, left: table.left[at]!, right: table.right[at]!, meta };
}

function digestOfRows(columns: readonly Uint32Array[]): string {
  const rows = columns[0]!.length;
  const view = new DataView(new ArrayBuffer(4 * columns.length * rows));
  columns.forEach((column, c) => column.forEach((value, row) => view.setUint32(4 * (columns.length * row + c), value)));
  return createHash('sha256').update(view).digest('hex');
}

/** SHA-256 over integers below 2^64 as big-endian values of `width` (8 or 16) bytes. */
export function digestOfIntegers(values: ArrayLike<number>, width: 8 | 16): string {
  const view = new DataView(new ArrayBuffer(width * values.length));
  for (let i = 0; i < values.length; i++) view.setBigUint64(width * i + width - 8, BigInt(values[i]!));
  return createHash('sha256').update(view).digest('hex');
}
