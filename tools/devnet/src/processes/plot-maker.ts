import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Layout } from '../plan/layout.ts';
import { missingPlots, planPlots } from '../setup/plots.ts';

const program = fileURLToPath(new URL('../../dist/setup/make-plots.js', import.meta.url));

/** The process that makes the plots which are still missing, while the network runs. */
export interface PlotMaker {
  start(): void;
  stop(): void;
}

export function createPlotMaker(layout: Layout, harvesters: readonly string[], count: number, k: number): PlotMaker {
  let child: ChildProcess | null = null;
  return {
    start() {
      if (missingPlots(planPlots(layout, harvesters, count, k)).length === 0) return;
      const log = openSync(join(layout.root, 'plots.log'), 'a');
      const command = [program, layout.root, harvesters.join(','), `${count}`, `${k}`];
      child = spawn(process.execPath, command, { stdio: ['ignore', log, log] });
      closeSync(log);
    },
    stop: () => void child?.kill('SIGKILL'),
  };
}
