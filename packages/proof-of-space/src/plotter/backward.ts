/**
 * Back propagation and final tables (proofs A.11).
 *
 * Rows that no row of a later table comes from are dropped. What remains is renamed from the bottom up: a row of table
 * 1 is called by its x; a row of table t + 1 becomes the line point of its parents' names, and its own name is the rank
 * of that line point. After table 7 only line points are left, and f7 with the rank that it leads to.
 */
import { smallLinePoint } from '../line-point.ts';
import { sortedOrder } from './radix-sort.ts';
import { gather } from './table.ts';

/** Columns of tables 2..7 that back propagation needs: parents' positions in the table before. */
export interface Parents {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/** What remains of a plot. */
export interface FinalTables {
  /** Line points of P_1..P_6, ascending; integers below 2 ** 52. */
  readonly linePoints: readonly Float64Array[];
  /** P_7: f7 ascending, and for each the position in P_6 it leads to (ascending among equal f7). */
  readonly f7: Uint32Array;
  readonly position: Uint32Array;
}

/** The propagated tables: x of table 1, parents of tables 2..7 (index 0 is table 2), f7. */
export interface ForwardTables {
  readonly x: Uint32Array;
  readonly parents: readonly Parents[];
  readonly f7: Uint32Array;
}

/** Reduces the tables of a plot to its final tables; `onTable` hears after each of the six. */
export function finalTables(k: number, { x, parents, f7 }: ForwardTables, onTable?: () => void): FinalTables {
  const used = usedRows(x.length, parents);
  const linePoints: Float64Array[] = [];
  let names = x;
  parents.forEach((pairs, below) => {
    const ranked = rankTable(k, names, pairs, used[below + 1]!);
    linePoints.push(ranked.points);
    names = ranked.ranks;
    onTable?.();
  });
  const order = sortedOrder(
    [
      { values: names, bits: k + 1 },
      { values: f7, bits: k },
    ],
    f7.length,
  );
  return { linePoints, f7: gather(f7, order), position: gather(names, order) };
}

/** For each of the tables 1..7 (index 0 is table 1) which rows are used: 1 or 0 per row. */
function usedRows(firstSize: number, parents: readonly Parents[]): Uint8Array[] {
  const used = [firstSize, ...parents.map(({ left }) => left.length)].map((size) => new Uint8Array(size));
  used[parents.length]!.fill(1);
  for (let above = parents.length; above >= 1; above--) {
    const { left, right } = parents[above - 1]!;
    const below = used[above - 1]!;
    used[above]!.forEach((isUsed, row) => {
      if (isUsed === 0) return;
      below[left[row]!] = 1;
      below[right[row]!] = 1;
    });
  }
  return used;
}

/** Line points up to 2 ** 44 in two columns for the sort. */
const LOW_BITS = 22;

/** Line points of the used rows, ascending, and each row's rank (0 where a row is not used). */
function rankTable(
  k: number,
  names: Uint32Array,
  { left, right }: Parents,
  used: Uint8Array,
): { points: Float64Array; ranks: Uint32Array } {
  const rows = usedPositions(used);
  const points = new Float64Array(rows.length);
  const low = new Uint32Array(rows.length);
  const high = new Uint32Array(rows.length);
  rows.forEach((row, i) => {
    const point = smallLinePoint(names[left[row]!]!, names[right[row]!]!);
    points[i] = point;
    low[i] = point % 2 ** LOW_BITS;
    high[i] = Math.floor(point / 2 ** LOW_BITS);
  });
  const order = sortedOrder(
    [
      { values: low, bits: LOW_BITS },
      // A table has slightly more than 2^k rows at times, hence two bits more than 2k - 1.
      { values: high, bits: 2 * k + 1 - LOW_BITS },
    ],
    rows.length,
  );
  const ranks = new Uint32Array(used.length);
  const sorted = new Float64Array(rows.length);
  order.forEach((i, rank) => {
    sorted[rank] = points[i]!;
    ranks[rows[i]!] = rank;
  });
  return { points: sorted, ranks };
}

function usedPositions(used: Uint8Array): Uint32Array {
  const rows = new Uint32Array(used.reduce((sum, flag) => sum + flag, 0));
  let size = 0;
  used.forEach((flag, row) => {
    if (flag === 1) rows[size++] = row;
  });
  return rows;
}
