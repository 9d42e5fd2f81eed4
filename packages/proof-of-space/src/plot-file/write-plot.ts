/** Writing a plot file: everything is on the disk when `writePlotFile` returns. Runs in the plotting thread. */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { ProofOfSpaceError, systemReason } from '../errors.ts';
import type { FinalTables } from '../plotter/backward.ts';
import type { TableIndex } from './header.ts';
import { encodeHeader } from './header.ts';
import { ENTRIES_PER_PARK, encodeLinePoints, encodeProofs } from './parks.ts';

export interface PlotContent {
  readonly k: number;
  readonly plotId: Uint8Array;
  readonly memo: Uint8Array;
  readonly tables: FinalTables;
}

/** Writes (or overwrites) `path` and returns its size in bytes; whoever named the file removes it after an error. */
export function writePlotFile(path: string, content: PlotContent): number {
  const chunks = encodePlot(content);
  try {
    const file = openSync(path, 'w', 0o644);
    try {
      for (const chunk of chunks) writeAll(file, chunk);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new ProofOfSpaceError('UNWRITABLE', { path, reason: systemReason(error) });
  }
  return chunks.reduce((size, { length }) => size + length, 0);
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/** Header and parks in the order of the file. */
function encodePlot({ k, plotId, memo, tables }: PlotContent): Uint8Array[] {
  const lower = tables.linePoints.map((points) =>
    inParks(points.length, (a, b) => encodeLinePoints(points.subarray(a, b), k)),
  );
  const { f7, position } = tables;
  const last = inParks(f7.length, (a, b) => encodeProofs(f7.subarray(a, b), position.subarray(a, b), k));
  const parks = [...lower, last];
  const entries = [...tables.linePoints.map(({ length }) => length), f7.length];
  const index = parks.map((table, i): TableIndex => ({ entries: entries[i]!, parkLengths: lengths(table) }));
  const firstF7 = f7.filter((_, i) => i % ENTRIES_PER_PARK === 0);
  return [encodeHeader({ k, plotId, memo, tables: index, firstF7 }), ...parks.flat()];
}

function inParks(entries: number, encode: (from: number, to: number) => Uint8Array): Uint8Array[] {
  const parks: Uint8Array[] = [];
  for (let at = 0; at < entries; at += ENTRIES_PER_PARK)
    parks.push(encode(at, Math.min(at + ENTRIES_PER_PARK, entries)));
  return parks;
}

function lengths(parks: readonly Uint8Array[]): Uint32Array {
  return Uint32Array.from(parks, ({ length }) => length);
}
