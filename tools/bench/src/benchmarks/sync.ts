import { interleave } from '../measure/interleave.ts';
import { median } from '../measure/statistics.ts';
import { type Against, type Figure, limit, part, single, typical } from '../report/figure.ts';
import { sampleChain } from '../samples/chain/fixture.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';
import { disturbances, type Hostility, hostilities } from './sync/hostile.ts';
import { type SyncCost, syncFrom } from './sync/run.ts';
import { PREPARED, type Stage, setStage } from './sync/stage.ts';
import { validate } from './sync/validation.ts';

const USUAL = 2000;
/** Of the rate of validation. */
const LEAST_RATIO = 0.9;
/** Of the time that a sync takes without. */
const MOST_HOSTILE_COST = 0.2;
const MOST_MB = 100;

type Clean = 'one' | 'three';
type Taken = Record<Clean | Hostility, SyncCost[]>;

async function run({ runs, size, folder, kept, progress }: Surroundings): Promise<Figure[]> {
  const stage = setStage(folder, await sampleChain({ length: size, folder, kept, progress }));
  const { node, servers } = stage.cores ?? {};
  progress(node ? `node and validation on core ${node}, serving peers on ${servers}` : 'all on the same cores');
  const computing: number[] = [];
  const taken: Taken = { one: [], three: [], killed: [], stalled: [], garbage: [] };
  const keep = (name: keyof Taken, sync: (name: string) => Promise<SyncCost>) => async (round: number) => {
    progress(`round ${round + 1} of ${runs}: ${WHAT[name]}`);
    const cost = await sync(`${name}-${round}`);
    taken[name].push(cost);
    return cost.elapsed;
  };
  const hostile = (kind: Hostility) =>
    keep(kind, (name) => {
      const { honest, disturbance } = disturbances[kind](stage, name);
      return syncFrom(stage, honest, name, disturbance);
    });
  const elapsed = await interleave(
    {
      validation: async (round) => {
        progress(`round ${round + 1} of ${runs}: ${size} blocks validated`);
        const cost = await validate(stage, round === 0 ? PREPARED : `validation-${round}`);
        computing.push(cost.cpu);
        return cost.elapsed;
      },
      one: keep('one', (name) => syncFrom(stage, 1, name)),
      three: keep('three', (name) => syncFrom(stage, 3, name)),
      killed: hostile('killed'),
      stalled: hostile('stalled'),
      garbage: hostile('garbage'),
    },
    { rounds: runs, warmUp: 0 },
  );
  return [
    ...rates(stage, elapsed, computing, taken),
    ...hostileCosts(stage, elapsed),
    ...memoryFigures(Object.values(taken).flat()),
  ];
}

const WHAT: Record<keyof Taken, string> = {
  one: 'sync from one peer',
  three: 'sync from three peers',
  killed: 'sync from three peers, one of which is killed',
  stalled: 'sync from three peers, one of which is stopped',
  garbage: 'sync from three peers, one of which serves garbage',
};

function rates(stage: Stage, elapsed: Record<string, number[]>, computing: number[], taken: Taken): Figure[] {
  const perBlock = (samples: readonly number[] = []) => samples.map((ms) => ms / stage.height);
  const perSecond = (samples: readonly number[] = []) => perBlock(samples).map((ms) => 1000 / ms);
  const validation = perBlock(elapsed['validation']);
  const rate = median(perSecond(elapsed['validation']));
  const ratios = (['one', 'three'] as const).map((name) => median(perSecond(elapsed[name])) / rate);
  const slowest: Against[] = within(stage, median(validation) / LEAST_RATIO);
  const beside = part('validation', median(validation));
  const label = `blocks validated, ${stage.threads} of pool`;
  const cpu = (name: Clean) => perBlock(taken[name].map((cost) => cost.cpu));
  return [
    typical({ id: 'validationPerSecond', label, unit: '/s' }, perSecond(elapsed['validation'])),
    typical(
      { id: 'blocksPerSecond.1', label: 'synced from 1 peer', unit: '/s' },
      perSecond(elapsed['one']),
      part('validation', rate),
    ),
    typical(
      { id: 'blocksPerSecond.3', label: 'synced from 3 peers', unit: '/s' },
      perSecond(elapsed['three']),
      part('validation', rate),
    ),
    single(
      { id: 'ratioToValidation', label: 'the slower of both beside validation', unit: 'share' },
      Math.min(...ratios),
    ),
    typical(
      { id: 'msPerBlock.1', label: 'a block from 1 peer', unit: 'ms' },
      perBlock(elapsed['one']),
      ...slowest,
      beside,
    ),
    typical(
      { id: 'msPerBlock.3', label: 'a block from 3 peers', unit: 'ms' },
      perBlock(elapsed['three']),
      ...slowest,
      beside,
    ),
    typical(
      { id: 'computingMsPerBlock.1', label: '  computing time, 1 peer', unit: 'ms' },
      cpu('one'),
      part('validation', median(perBlock(computing))),
    ),
    typical(
      { id: 'computingMsPerBlock.3', label: '  computing time, 3 peers', unit: 'ms' },
      cpu('three'),
      part('validation', median(perBlock(computing))),
    ),
  ];
}

/** How much longer a sync from three peers takes, as a share, if one of them is hostile. */
function hostileCosts(stage: Stage, elapsed: Record<string, number[]>): Figure[] {
  const clean = median(elapsed['three'] ?? []);
  const costs = hostilities.map((kind) => (elapsed[kind] ?? []).map((ms) => ms / clean - 1));
  const worst = Math.max(...costs.map((samples) => median(samples)));
  return [
    single(
      { id: 'hostileCost', label: 'time more with a hostile peer', unit: 'share' },
      worst,
      ...within(stage, MOST_HOSTILE_COST),
    ),
    ...hostilities.map((kind, i) =>
      typical({ id: `hostileCosts.${kind}`, label: `  one of three ${HOSTILE[kind]}`, unit: 'share' }, costs[i] ?? []),
    ),
  ];
}

const HOSTILE: Record<Hostility, string> = {
  killed: 'is killed midway',
  stalled: 'stalls midway',
  garbage: 'serves garbage from midway on',
};

/** The most of all syncs. */
function memoryFigures(costs: readonly SyncCost[]): Figure[] {
  const growth = costs.map(({ memory }) => (Math.max(memory.firstHalf, memory.secondHalf) - memory.before) / 1e6);
  const later = costs.map(({ memory }) => (memory.secondHalf - memory.firstHalf) / 1e6);
  const most = Math.max(...growth);
  return [
    single({ id: 'memoryGrowthMb', label: 'memory that a sync takes at most', unit: 'MB' }, most, limit(MOST_MB)),
    single(
      { id: 'memoryLaterMb', label: '  of it in its second half', unit: 'MB' },
      Math.max(...later),
      part('all', most),
    ),
  ];
}

/** What a short chain takes says nothing: a sync takes a moment before it begins. */
const within = ({ height }: Stage, value: number): Against[] => (height >= USUAL ? [limit(value)] : []);

export const sync: Benchmark = {
  name: 'sync',
  summary:
    'a new node syncs from 1 and from 3 peers, against validation on the same cores; what a hostile peer costs; memory',
  runs: 1,
  size: { option: 'blocks', usual: USUAL, min: 4, max: 100_000 },
  run,
};
