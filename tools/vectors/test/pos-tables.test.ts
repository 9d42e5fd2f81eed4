import { describe, expect, test } from '@jest/globals';
import { PLOTTER_MAX_K } from '@salvia/proof-of-space';
import { wordsToBigInt } from '@salvia/proof-of-space/scheme';
import { z } from 'zod';
import { readVector } from '../src/index.ts';
import { digestOfIntegers, plotOf } from './pos/plots.ts';
import { hexBytes, hexInteger, sha256Text } from './pos/values.ts';

/** Larger plots take their time on a busy machine. */
const PATIENCE_MS = 300_000;

describe('tables after forward propagation', () => {
  const firstRow = z.strictObject({ y: hexInteger, x: z.int() });
  const meta = z.union([hexInteger, z.literal('').transform(() => 0n)]);
  const pairedRow = z.strictObject({ y: hexInteger, left: z.int(), right: z.int(), meta });
  const row = z.union([firstRow, pairedRow]);
  const { plot_id, k, tables } = z
    .strictObject({
      plot_id: hexBytes,
      k: z.int(),
      tables: z.array(
        z.strictObject({
          table: z.int(),
          entries: z.int(),
          sha256: sha256Text,
          first: z.array(row),
          last: z.array(row),
        }),
      ),
    })
    .parse(readVector('pos/tables-k18.json'));

  /** Metadata widths of the tables 1..7 in units of k bits. */
  const widths = [1, 2, 4, 4, 3, 2, 0];

  test.each(tables)(
    'table $table: every entry',
    ({ table, entries, sha256, first, last }) => {
      const ours = plotOf(plot_id, k).tables[table - 1]!;
      expect({ table: ours.table, entries: ours.entries, sha256: ours.sha256 }).toEqual({ table, entries, sha256 });
      const rowAt = (position: number) => {
        const found = ours.row(position);
        return 'x' in found ? found : { ...found, meta: wordsToBigInt(found.meta, widths[table - 1]! * k) };
      };
      expect(first.map((_, i) => rowAt(i))).toEqual(first);
      expect(last.map((_, i) => rowAt(i - last.length))).toEqual(last);
    },
    PATIENCE_MS,
  );
});

describe('final tables of a genuine plot', () => {
  const integers = z.array(z.int());
  const data = z
    .object({
      k: z.int(),
      plot_id: hexBytes,
      tables: z.array(
        z.strictObject({
          table: z.int(),
          R: z.number(),
          parks: z.int(),
          entries: z.int(),
          entries_in_last_park: z.int(),
          sha256_line_points_u128be: sha256Text,
          first: z.array(hexInteger),
          last: z.array(hexInteger),
        }),
      ),
      c1: integers,
      f7_entries: z.int(),
      sha256_f7_u64be: sha256Text,
      f7_first: integers,
      f7_last: integers,
      p7_sha256_u64be: sha256Text,
      p7_first: integers,
      p7_last: integers,
    })
    .parse(readVector('pos/plot-k18.json'));

  test.each(data.tables)(
    'table $table: every line point',
    (expected) => {
      const points = plotOf(data.plot_id, data.k).final.linePoints[expected.table - 1]!;
      expect(points.length).toBe(expected.entries);
      expect(digestOfIntegers(points, 16)).toBe(expected.sha256_line_points_u128be);
      expect([...points.subarray(0, expected.first.length)].map(BigInt)).toEqual(expected.first);
      expect([...points.subarray(-expected.last.length)].map(BigInt)).toEqual(expected.last);
    },
    PATIENCE_MS,
  );

  test('table 7: every f7 and position, and the checkpoints', () => {
    const { f7, position } = plotOf(data.plot_id, data.k).final;
    expect(f7.length).toBe(data.f7_entries);
    expect(digestOfIntegers(f7, 8)).toBe(data.sha256_f7_u64be);
    expect(digestOfIntegers(position, 8)).toBe(data.p7_sha256_u64be);
    expect([...f7.subarray(0, data.f7_first.length)]).toEqual(data.f7_first);
    expect([...f7.subarray(-data.f7_last.length)]).toEqual(data.f7_last);
    expect([...position.subarray(0, data.p7_first.length)]).toEqual(data.p7_first);
    expect([...position.subarray(-data.p7_last.length)]).toEqual(data.p7_last);
    expect([...f7.filter((_, i) => i % 10_000 === 0)]).toEqual(data.c1);
  });
});

describe('sizes of the tables of other genuine plots', () => {
  const { plots } = z
    .object({
      plots: z.array(
        z.object({
          k: z.int(),
          plot_id: hexBytes,
          entries_after_forward_propagation: z.array(z.int()),
          entries_in_final_tables_1_to_6: z.array(z.int()),
        }),
      ),
    })
    .parse(readVector('pos/plot-digests.json'));

  test.each(plots.filter(({ k }) => k <= PLOTTER_MAX_K))(
    'k = $k, $entries_after_forward_propagation',
    ({ k, plot_id, ...expected }) => {
      const { tables, final } = plotOf(plot_id, k);
      expect(tables.map(({ entries }) => entries)).toEqual(expected.entries_after_forward_propagation);
      expect(final.linePoints.map(({ length }) => length)).toEqual(expected.entries_in_final_tables_1_to_6);
    },
    PATIENCE_MS,
  );
});

describe('the last line points of plots whose last park is nearly empty', () => {
  const { cases } = z
    .object({
      cases: z.array(
        z.object({
          k: z.int(),
          plot_id: hexBytes,
          table: z.int(),
          entries: z.int(),
          line_points: z.array(hexInteger),
          positions: z.array(z.int()),
        }),
      ),
    })
    .parse(readVector('pos/edge-parks.json'));

  test.each(cases)(
    'table $table of $entries',
    ({ k, plot_id, table, entries, line_points, positions }) => {
      const points = plotOf(plot_id, k).final.linePoints[table - 1]!;
      expect(points.length).toBe(entries);
      expect(positions.map((at) => BigInt(points[at]!))).toEqual(line_points);
    },
    PATIENCE_MS,
  );
});
