/** How far a plot is. */

export const PLOT_PHASES = ['tables', 'pruning', 'writing'] as const;
export type PlotPhase = (typeof PLOT_PHASES)[number];

export interface PlotProgress {
  /** What is being done: computing tables 1..7, back propagation and ranking, writing the file. */
  readonly phase: PlotPhase;
  /** Of the whole plot, 0..100, never falling. */
  readonly percent: number;
}

/** Share of the whole in percent, as measured: table 1, each of tables 2..7, each final table; the rest is writing. */
const FIRST_TABLE = 3;
const NEXT_TABLE = 12;
const FINAL_TABLE = 3;

/** Counts finished steps: table 1, tables 2..7, then six final tables, then `written`. */
export function createProgressMeter(report: (progress: PlotProgress) => void): {
  tableDone(number: number): void;
  finalTableDone(): void;
  written(): void;
} {
  const allTables = FIRST_TABLE + 6 * NEXT_TABLE;
  let finals = 0;
  return {
    tableDone: (number) => report({ phase: 'tables', percent: FIRST_TABLE + (number - 1) * NEXT_TABLE }),
    finalTableDone: () => report({ phase: 'pruning', percent: allTables + ++finals * FINAL_TABLE }),
    written: () => report({ phase: 'writing', percent: 100 }),
  };
}
