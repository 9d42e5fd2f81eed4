import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Log } from '@salvia/service';

/** A plot file as a look at its directory shows it. */
export interface FoundPlot {
  /** absolute; on the wire it names the plot (network 2.4) */
  readonly path: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** Files directly inside the directories whose suffix is `.plot` (network 3.3.1), each once. */
export async function findPlots(directories: readonly string[], log: Log): Promise<FoundPlot[]> {
  const found = new Map<string, FoundPlot>();
  for (const directory of new Set(directories.map((name) => resolve(name)))) {
    for (const name of await plotNames(directory, log)) {
      const plot = await look(join(directory, name));
      if (plot !== null) found.set(plot.path, plot);
    }
  }
  return [...found.values()];
}

async function plotNames(directory: string, log: Log): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => name.endsWith('.plot'));
  } catch (error) {
    // A disk that is not mounted yet must not keep the other directories from being farmed.
    const { code } = error as NodeJS.ErrnoException;
    log.debug({ code: 'DIRECTORY_UNREADABLE', reason: code, directory }, 'a plot directory cannot be read');
    return [];
  }
}

/** Null for a file that went away in between and for what is no file. */
async function look(path: string): Promise<FoundPlot | null> {
  try {
    const stats = await stat(path);
    return stats.isFile() ? { path, bytes: stats.size, modifiedMs: stats.mtimeMs } : null;
  } catch {
    return null;
  }
}
