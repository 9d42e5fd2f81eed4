import { createBar } from '../bar.ts';
import type { Terminal } from '../terminal.ts';

export interface Progress {
  report(plot: number, percent: number): void;
  stop(): void;
}

/** A bar on a terminal, and nothing elsewhere. */
export async function createProgress(terminal: Terminal, plots: number): Promise<Progress> {
  const bar = await createBar(terminal, 'plot {plot} of {plots} {bar} {percentage}% {duration_formatted}');
  if (bar === null) return { report: () => {}, stop: () => {} };
  bar.start(plots * 100, 0, { plot: 1, plots });
  return {
    report: (plot, percent) => bar.update((plot - 1) * 100 + percent, { plot }),
    stop: () => bar.stop(),
  };
}
