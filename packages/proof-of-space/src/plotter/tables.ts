/** From a plot id to the final tables of a plot, all in memory. */
import { PLOT_ID_BYTES, TABLE_COUNT } from '../constants.ts';
import { ProofOfSpaceError } from '../errors.ts';
import type { FinalTables, Parents } from './backward.ts';
import { finalTables } from './backward.ts';
import { firstTable, nextTable } from './forward.ts';
import type { FirstTable, PairedTable, Table } from './table.ts';

/** Plot sizes this plotter makes: it holds all tables in memory. */
export const PLOTTER_MIN_K = 18;
export const PLOTTER_MAX_K = 20;

export interface TableObserver {
  /** Called with each of the tables 1..7 as it is complete; it must not change them. */
  onTable?(table: FirstTable | PairedTable): void;
  /** Called after each of the six final tables. */
  onFinalTable?(): void;
}

/** Refuses a plot that this plotter cannot make. */
export function checkPlotRequest(plotId: Uint8Array, k: number): void {
  if (!Number.isInteger(k) || k < PLOTTER_MIN_K || k > PLOTTER_MAX_K) {
    throw new ProofOfSpaceError('UNSUPPORTED_K', { k, min: PLOTTER_MIN_K, max: PLOTTER_MAX_K });
  }
  if (plotId.length !== PLOT_ID_BYTES) {
    throw new ProofOfSpaceError('BAD_LENGTH', {
      field: 'plotId',
      found: plotId.length,
      allowed: String(PLOT_ID_BYTES),
    });
  }
}

/** Computes a plot in the calling thread: seconds of work. `createPlot` does it in a thread of its own. */
export function computeTables(plotId: Uint8Array, k: number, observer: TableObserver = {}): FinalTables {
  checkPlotRequest(plotId, k);
  const first = firstTable(plotId, k);
  observer.onTable?.(first);
  const parents: Parents[] = [];
  let table: Table = first;
  for (let number = 2; number <= TABLE_COUNT; number++) {
    const next = nextTable(k, table);
    observer.onTable?.(next);
    // Only the references stay; y and metadata of a table serve the next one alone.
    parents.push({ left: next.left, right: next.right });
    table = next;
  }
  return finalTables(k, { x: first.x, parents, f7: table.y }, observer.onFinalTable);
}
