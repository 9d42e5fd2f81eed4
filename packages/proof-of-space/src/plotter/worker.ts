/** The plotting thread: one plot, then it ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { ProofOfSpaceError } from '../errors.ts';
import { writePlotFile } from '../plot-file/write-plot.ts';
import type { PlotMessage, PlotTask } from './messages.ts';
import { createProgressMeter } from './progress.ts';
import { computeTables } from './tables.ts';

function post(message: PlotMessage): void {
  parentPort?.postMessage(message);
}

function run({ path, plotId, k, memo }: PlotTask): void {
  const meter = createProgressMeter((progress) => post({ type: 'progress', progress }));
  const tables = computeTables(plotId, k, {
    onTable: ({ number }) => meter.tableDone(number),
    onFinalTable: meter.finalTableDone,
  });
  const size = writePlotFile(path, { k, plotId, memo, tables });
  meter.written();
  post({ type: 'written', size, proofs: tables.f7.length });
}

try {
  run(workerData as PlotTask);
} catch (error) {
  // Anything else is a defect and reaches the other side as the thread's error.
  if (!(error instanceof ProofOfSpaceError)) throw error;
  post({ type: 'failed', code: error.code, context: error.context });
}
