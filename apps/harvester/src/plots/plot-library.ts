import type { Log } from '@salvia/service';
import { codeOf } from '../harvester-error.ts';
import { type FoundPlot, findPlots } from './find-plots.ts';
import { type LoadedPlot, loadPlot, type PlotOpener } from './loaded-plot.ts';

/** A file that failed to open is left alone for so long, unless it changes (network 3.3.1). */
const RETRY_FAILED_MS = 1200_000;

export interface FailedPlot extends FoundPlot {
  /** why it did not open */
  readonly code: string;
  readonly failedAtMs: number;
}

/** The plots in the configured directories. */
export interface PlotLibrary {
  /** Looks at the directories again; true if a plot was loaded. While one look is under way others wait for it. */
  refresh(): Promise<boolean>;
  plots(): readonly LoadedPlot[];
  failed(): readonly FailedPlot[];
  /** By the plot's name on the wire, which is its path. */
  find(path: string): LoadedPlot | null;
  close(): Promise<void>;
}

export interface PlotLibraryOptions {
  readonly directories: readonly string[];
  readonly open: PlotOpener;
  readonly log: Log;
  readonly nowMs: () => number;
}

export function createPlotLibrary({ directories, open, log, nowMs }: PlotLibraryOptions): PlotLibrary {
  const loaded = new Map<string, LoadedPlot>();
  const failed = new Map<string, FailedPlot>();
  let underWay: Promise<boolean> | null = null;
  let closing = false;

  const load = async (found: FoundPlot): Promise<boolean> => {
    try {
      const plot = await loadPlot(found, open);
      failed.delete(found.path);
      loaded.set(found.path, plot);
      log.info({ path: plot.path, k: plot.k, plotId: plot.plotId }, 'plot loaded');
      return true;
    } catch (error) {
      const code = codeOf(error);
      failed.set(found.path, { ...found, code, failedAtMs: nowMs() });
      log.warn({ code, path: found.path, err: error }, 'a plot file does not open');
      return false;
    }
  };

  const retire = (plot: LoadedPlot) => {
    loaded.delete(plot.path);
    log.info({ path: plot.path }, 'plot removed or replaced');
    // Whoever reads it finishes; nobody waits for that here.
    void plot.close();
  };

  const isWanted = (found: FoundPlot): boolean => {
    const failure = failed.get(found.path);
    if (failure) return !sameFile(failure, found) || nowMs() - failure.failedAtMs >= RETRY_FAILED_MS;
    return !loaded.has(found.path);
  };

  const look = async (): Promise<boolean> => {
    const found = new Map((await findPlots(directories, log)).map((plot) => [plot.path, plot]));
    for (const plot of [...loaded.values()]) if (!sameFile(plot, found.get(plot.path))) retire(plot);
    for (const path of [...failed.keys()]) if (!found.has(path)) failed.delete(path);
    let anyLoaded = false;
    for (const plot of found.values()) {
      if (closing) break;
      if (isWanted(plot)) anyLoaded = (await load(plot)) || anyLoaded;
    }
    return anyLoaded;
  };

  return {
    plots: () => [...loaded.values()],
    failed: () => [...failed.values()],
    find: (path) => loaded.get(path) ?? null,
    refresh: async () => {
      if (underWay) return underWay.then(() => false);
      underWay = look().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    close: async () => {
      closing = true;
      await underWay;
      await Promise.all([...loaded.values()].map((plot) => plot.close()));
      loaded.clear();
    },
  };
}

function sameFile(known: FoundPlot, found: FoundPlot | undefined): boolean {
  return found !== undefined && known.modifiedMs === found.modifiedMs && known.bytes === found.bytes;
}
