import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CliError } from '../cli-error.ts';
import type { CheckOptions } from '../commands/plots.ts';
import { printResult } from '../result.ts';
import { formatTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { checkPlot, type PlotReport } from './check-plot.ts';
import { farmerPublicKeysOf } from './farmer-keys.ts';

/** Checks plots and says what is wrong with which; a plot that is not sound is a failure of the command. */
export async function check(terminal: Terminal, files: readonly string[], options: CheckOptions): Promise<void> {
  const paths = [...files.flatMap(plotsAt), ...directoriesOf(files, options).flatMap(plotsIn)];
  if (paths.length === 0) throw new CliError('FAILED', 'there is no *.plot file to check');
  const keys = options.keys === undefined ? null : await farmerPublicKeysOf(terminal, options.keys, options);
  const reports: PlotReport[] = [];
  for (const path of new Set(paths)) {
    reports.push(await checkPlot(path, { challenges: options.challenges, full: options.full ?? false, keys }));
  }
  const bad = reports.filter(({ problem }) => problem !== null);
  printResult(terminal, options, { plots: reports.map((report) => ({ ...report })), bad: bad.length }, () =>
    linesOf(reports),
  );
  if (bad.length > 0) throw new CliError('INVALID', `${bad.length} of ${reports.length} plots are not sound`);
}

/** A file is meant itself, a folder means the plots in it. */
const plotsAt = (path: string): string[] =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ? plotsIn(path) : [resolve(path)];

function directoriesOf(files: readonly string[], { directory }: CheckOptions): readonly string[] {
  return directory ?? (files.length > 0 ? [] : ['plots']);
}

function plotsIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.plot'))
      .sort()
      .map((name) => resolve(join(directory, name)));
  } catch (error) {
    throw new CliError('FAILED', `cannot read the folder ${directory}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

function linesOf(reports: readonly PlotReport[]): string[] {
  const heading = ['k', 'proofs / challenges', 'keys', 'verdict', 'file'];
  return formatTable(
    heading,
    reports.map(({ path, k, found, challenges, keys, problem }) => [
      k === null ? '?' : String(k),
      `${found} / ${challenges}`,
      keys,
      problem ?? 'sound',
      path,
    ]),
  );
}
