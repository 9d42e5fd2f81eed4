import type { Terminal } from '../terminal.ts';

export interface Progress {
  report(plot: number, percent: number): void;
  stop(): void;
}

/** A bar on a terminal, and nothing elsewhere. */
export async function createProgress(terminal: Terminal, plots: number): Promise<Progress> {
  if (!terminal.isTTY) return { report: () => {}, stop: () => {} };
  const { SingleBar, Presets } = (await import('cli-progress')).default;
  const format = 'plot {plot} of {plots} {bar} {percentage}% {duration_formatted}';
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true, clearOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(plots * 100, 0, { plot: 1, plots });
  return {
    report: (plot, percent) => bar.update((plot - 1) * 100 + percent, { plot }),
    stop: () => bar.stop(),
  };
}
