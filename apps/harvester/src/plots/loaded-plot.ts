import { HarvesterError } from '../harvester-error.ts';
import type { FoundPlot } from './find-plots.ts';
import { type PlotKeys, plotKeys } from './plot-keys.ts';
import { createPlotReader, type OpenPlot, type PlotReader } from './plot-reader.ts';

export type PlotOpener = (path: string) => Promise<OpenPlot>;

/** A plot that can be farmed: its file, its keys, and the way to read it. */
export interface LoadedPlot extends FoundPlot, PlotKeys, PlotReader {
  readonly k: number;
}

/** Opens a plot file and derives its keys; PLOT_ID_MISMATCH if the keys are not those of the plot. */
export async function loadPlot(found: FoundPlot, open: PlotOpener): Promise<LoadedPlot> {
  const plot = await open(found.path);
  try {
    const keys = plotKeys(plot.memo);
    if (Buffer.compare(keys.plotId, plot.id) !== 0) throw new HarvesterError('PLOT_ID_MISMATCH', { path: found.path });
    return { ...found, ...keys, k: plot.k, ...createPlotReader(plot, () => open(found.path)) };
  } catch (error) {
    await plot.close();
    throw error;
  }
}
