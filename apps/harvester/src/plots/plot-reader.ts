import type { Plot } from '@salvia/proof-of-space';
import { codeOf, HarvesterError } from '../harvester-error.ts';

/** What a harvester asks of an open plot file. */
export type OpenPlot = Pick<Plot, 'id' | 'k' | 'memo' | 'qualities' | 'proof' | 'close'>;

export interface PlotReader {
  /** Reads the file; after a failure it is opened anew and read once more (network 3.3.3). */
  read<T>(work: (plot: OpenPlot) => Promise<T>): Promise<T>;
  /** Closes the file as soon as nobody reads it, and resolves then; from now on `read` fails with PLOT_RETIRED. */
  close(): Promise<void>;
}

export function createPlotReader(first: OpenPlot, reopen: () => Promise<OpenPlot>): PlotReader {
  let current = Promise.resolve(first);
  let readers = 0;
  let retired = false;
  let closed = () => {};
  const whenClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });

  const replace = (broken: OpenPlot): Promise<OpenPlot> => {
    const replacement = broken.close().then(reopen);
    current = replacement;
    // If it cannot be opened now, the next reader tries again.
    replacement.catch(() => {
      if (current === replacement) current = Promise.resolve(broken);
    });
    return replacement;
  };

  const closeIfIdle = async () => {
    if (!retired || readers > 0) return;
    await current.then((plot) => plot.close()).catch(() => {});
    closed();
  };

  return {
    read: async (work) => {
      if (retired) throw new HarvesterError('PLOT_RETIRED', {});
      readers += 1;
      try {
        const used = current;
        const plot = await used;
        try {
          return await work(plot);
        } catch (error) {
          if (codeOf(error) === 'NO_SUCH_PROOF') throw error;
          // Several readers may meet the same failure; the first one opens the file anew for all.
          return await work(await (current === used ? replace(plot) : current));
        }
      } finally {
        readers -= 1;
        await closeIfIdle();
      }
    },
    close: () => {
      if (!retired) {
        retired = true;
        void closeIfIdle();
      }
      return whenClosed;
    },
  };
}
