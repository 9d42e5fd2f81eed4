import { join } from 'node:path';
import { bls } from '@salvia/bls';
import type { FullBlock } from '@salvia/protocol';
import { costOf, cpuMs } from '../measure/cpu.ts';
import { interleave } from '../measure/interleave.ts';
import { median } from '../measure/statistics.ts';
import { type Against, type Figure, limit, part, typical } from '../report/figure.ts';
import { NOW_MS } from '../samples/chain/network.ts';
import {
  addTo,
  admit,
  makeSpendChain,
  mempoolsFor,
  openChain,
  type SpendChain,
  spendVerifier,
} from '../samples/spends/spend-chain.ts';
import { noTime, timed } from '../samples/timed-verifier.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';

const USUAL = 500;
const LIMIT_SECONDS = 1.5;
/** Of the mempool, for a second of one core. */
const LEAST_ADMITTED = 150;

/** Milliseconds of the processor for one block, all in this thread. */
interface Validation {
  readonly cpu: number;
  readonly elapsed: number;
  readonly programs: number;
  readonly signatures: number;
}

/** Validates and stores the full block, on a new chain that has the blocks below it. */
async function validate(path: string, { blocks, full }: SpendChain): Promise<Validation> {
  const [genesis, ...rest] = blocks as [FullBlock, ...FullBlock[]];
  const spent = noTime();
  const chain = await openChain(path, genesis, timed(spendVerifier(genesis), spent));
  try {
    for (const block of rest) await addTo(chain, block);
    const before = { ...spent };
    const cost = await costOf(() => addTo(chain, full));
    return {
      ...cost,
      programs: spent.programs - before.programs,
      signatures: spent.signatures - before.signatures,
    };
  } finally {
    await chain.close();
  }
}

/** Milliseconds of the processor for one transaction that the mempools of a new chain admit. */
async function admitAll(path: string, { blocks, bundles }: SpendChain): Promise<number> {
  const [genesis, ...rest] = blocks as [FullBlock, ...FullBlock[]];
  const pool = spendVerifier(genesis);
  const chain = await openChain(path, genesis, pool);
  try {
    for (const block of rest) await addTo(chain, block);
    const mempools = mempoolsFor(chain, genesis, pool);
    await mempools.update(NOW_MS);
    const start = cpuMs();
    for (const bundle of bundles) await admit(mempools, bundle);
    return (cpuMs() - start) / bundles.length;
  } finally {
    await chain.close();
  }
}

async function run({ runs, size, folder, progress }: Surroundings): Promise<Figure[]> {
  progress(`making ${size} coins and the spends of them`);
  const chain = await makeSpendChain(folder, size);
  const validations: Validation[] = [];
  const subjects = {
    block: async (round: number) => {
      const found = await validate(join(folder, `block-${round}.sqlite`), chain);
      validations.push(found);
      return found.cpu;
    },
    admission: (round: number) => admitAll(join(folder, `mempool-${round}.sqlite`), chain),
  };
  const onRound = (done: number, of: number) => progress(`round ${done} of ${of}`);
  const { admission } = await interleave(subjects, { rounds: runs, warmUp: 1, onRound });
  return [...blockFigures(validations.slice(1), size), ...admissionFigures(admission)];
}

function blockFigures(samples: readonly Validation[], size: number): Figure[] {
  const of = (pick: (sample: Validation) => number) => samples.map(pick);
  const whole = part('whole block', median(of(({ cpu }) => cpu)));
  const within = size >= USUAL ? [limit(LIMIT_SECONDS)] : [];
  const elapsed = part('by the clock', median(of((sample) => sample.elapsed)) / 1000);
  const row = (id: string, label: string, pick: (sample: Validation) => number, ...against: Against[]) =>
    typical({ id, label, unit: 'ms' }, of(pick), ...against);
  return [
    typical(
      { id: 'blockSeconds', label: `a block of ${size} standard spends, on one core`, unit: 's' },
      of(({ cpu }) => cpu / 1000),
      ...within,
      elapsed,
    ),
    row('signaturesMs', `  aggregate signature, ${bls().backend} back end`, ({ signatures }) => signatures, whole),
    row('programsMs', '  programs', ({ programs }) => programs, whole),
    row('restMs', '  all else', ({ cpu, signatures, programs }) => cpu - signatures - programs, whole),
  ];
}

function admissionFigures(ms: readonly number[]): Figure[] {
  const rates = ms.map((each) => 1000 / each);
  const least = part('wanted at least', LEAST_ADMITTED);
  return [
    typical(
      { id: 'admissionMs', label: 'a spend that the mempool admits', unit: 'ms' },
      ms,
      limit(1000 / LEAST_ADMITTED),
    ),
    typical({ id: 'admissionsPerSecond', label: '  for a second of one core', unit: '/s' }, rates, least),
  ];
}

export const blocks: Benchmark = {
  name: 'blocks',
  summary: 'a block of 500 standard spends (limit 1.5 s), and spends that the mempool admits (at least 150 a second)',
  runs: 3,
  size: { option: 'spends', usual: USUAL, min: 1, max: 1000 },
  run,
};
