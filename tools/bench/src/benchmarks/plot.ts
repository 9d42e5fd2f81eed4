import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expectedPlotSize } from '@salvia/blockchain';
import { createPlot, openPlot } from '@salvia/proof-of-space';
import { expectTrue } from '../errors.ts';
import { interleave } from '../measure/interleave.ts';
import { median } from '../measure/statistics.ts';
import { timeOfAsync } from '../measure/time.ts';
import { type Figure, limit, part, single, typical } from '../report/figure.ts';
import { hash32 } from '../samples/bytes.ts';
import { spaceClaims } from '../samples/claims.ts';
import { K } from '../samples/plot.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';

const LIMIT_SECONDS = 20;
const MB = 1e6;

/** Most memory that this process, its threads included, has had so far. */
const peakMb = (): number => (process.resourceUsage().maxRSS * 1024) / MB;

/** Computing time of this process so far, all threads together. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function run({ runs, folder, progress }: Surroundings): Promise<Figure[]> {
  const before = peakMb();
  const sizes: number[] = [];
  const computing: number[] = [];
  const plotOnce = async (round: number): Promise<number> => {
    const path = join(folder, `plot-${round}.bin`);
    const plotId = hash32('plot', round);
    const cpuBefore = cpuSeconds();
    const ms = await timeOfAsync(async () => {
      sizes.push((await createPlot({ path, plotId, k: K, memo: new Uint8Array() })).size);
    });
    computing.push(cpuSeconds() - cpuBefore);
    await checkPlot(path);
    return ms / 1000;
  };
  const onRound = (done: number, of: number) => progress(`plot ${done} of ${of}`);
  // Each plot begins in a new thread, as for a user: there is nothing to warm up.
  const { seconds } = await interleave({ seconds: plotOnce }, { rounds: runs, warmUp: 0, onRound });
  const peak = peakMb();
  const expected = part('expected plot size', Number(expectedPlotSize(K)) / MB);
  return [
    typical({ id: 'plotSeconds', label: `plot of k = ${K}, one worker`, unit: 's' }, seconds, limit(LIMIT_SECONDS)),
    typical({ id: 'cpuSeconds', label: '  computing time', unit: 's' }, computing, part('elapsed', median(seconds))),
    single({ id: 'peakMemory', label: 'peak memory of the process', unit: 'MB' }, peak, part('before', before)),
    typical(
      { id: 'fileSize', label: 'size of the file', unit: 'MB' },
      sizes.map((size) => size / MB),
      expected,
    ),
  ];
}

/** A plot counts if its file is whole and it gives proofs; making a proof verifies it. */
async function checkPlot(path: string): Promise<void> {
  const plot = await openPlot(path);
  try {
    await plot.check();
    expectTrue((await spaceClaims(plot, 2)).length === 2, 'plot');
  } finally {
    await plot.close();
    await rm(path);
  }
}

export const plot: Benchmark = {
  name: 'plot',
  summary: 'makes a plot of k = 18: seconds (limit 20), peak memory, file size',
  runs: 3,
  run,
};
