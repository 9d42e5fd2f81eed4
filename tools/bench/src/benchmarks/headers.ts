import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from '../measure/statistics.ts';
import { type Against, type Figure, limit, part, typical, type Unit } from '../report/figure.ts';
import { writeLongChain } from '../samples/long-chain/write.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';
import type { Opening } from './headers/open.ts';

const LIMITS = { bytesPerHeader: 150, startSeconds: 10, lookupMicros: 20 } as const;
/** Headers of the chain that the long one is compared with. */
const SHORT = 1000;
const USUAL = 1_000_000;

/** Where the compiled process is, seen from the sources as from what they are compiled to. */
const PROCESS = fileURLToPath(new URL('../../dist/benchmarks/headers/process.js', import.meta.url));

async function openIn(path: string, headers: number): Promise<Opening> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', PROCESS, path, String(headers)]);
  return JSON.parse(stdout) as Opening;
}

async function run({ runs, size, folder, progress }: Surroundings): Promise<Figure[]> {
  const [short, long] = [join(folder, 'short.sqlite'), join(folder, 'long.sqlite')];
  await writeLongChain(short, SHORT, () => {});
  await writeLongChain(long, size, progress);
  const found: { short: Opening; long: Opening }[] = [];
  // Every process makes both chains some hundred blocks longer.
  for (let round = 0; round < runs; round++) {
    progress(`opening both chains, ${round + 1} of ${runs}`);
    found.push({ short: await openIn(short, SHORT), long: await openIn(long, size) });
  }
  return figuresOf(found, size);
}

function figuresOf(found: readonly { short: Opening; long: Opening }[], headers: number): Figure[] {
  // What a small chain takes per header, or how fast it opens, says nothing about the limits.
  const within = (value: number): Against[] => (headers >= USUAL ? [limit(value)] : []);
  const of = (pick: (opening: Opening) => number, which: 'short' | 'long' = 'long') =>
    found.map((opening) => pick(opening[which]));
  const row = (id: string, label: string, unit: Unit, pick: (opening: Opening) => number, ...against: Against[]) =>
    typical({ id, label, unit }, of(pick), ...against);
  const perHeader = ({ resident, residentBefore }: Opening) => (resident - residentBefore) / headers;
  const atShort = (pick: (opening: Opening) => number) => part(`at ${SHORT} headers`, median(of(pick, 'short')));
  const add = ({ addCpuMs }: Opening) => addCpuMs;
  const lookup = within(LIMITS.lookupMicros);
  return [
    row('bytesPerHeader', 'resident memory of a header', 'bytes', perHeader, ...within(LIMITS.bytesPerHeader)),
    row('startSeconds', 'opening', 's', ({ start }) => start.elapsed / 1000, ...within(LIMITS.startSeconds)),
    row('startCpuSeconds', '  computing time', 's', startCpu, atShort(startCpu)),
    row('lookupByHeightMicros', 'hash of a height', 'µs', ({ heightMicros }) => heightMicros, ...lookup),
    row('lookupByHashMicros', 'finding a hash', 'µs', ({ hashMicros }) => hashMicros, ...lookup),
    row('readByHashMicros', 'header of a hash, from the database', 'µs', ({ readMicros }) => readMicros),
    typical({ id: `addMs.${SHORT}`, label: `adding a block at ${SHORT} headers`, unit: 'ms' }, of(add, 'short')),
    typical({ id: `addMs.${headers}`, label: `adding a block at ${headers}`, unit: 'ms' }, of(add), atShort(add)),
  ];
}

const startCpu = ({ start }: Opening) => start.cpu / 1000;

export const headers: Benchmark = {
  name: 'headers',
  summary: 'a chain of a million headers: memory of each, opening, look-ups, and adding a block beside a short chain',
  runs: 1,
  size: { option: 'headers', usual: USUAL, min: 2000, max: 5_000_000 },
  run,
};
