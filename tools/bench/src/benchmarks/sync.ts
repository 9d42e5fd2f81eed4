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
/** Computing time of validation as a share of that of a sync, on one and the same core at the same time. */
type Races = Record<Clean, number[]>;
const PEERS: Record<Clean, number> = { one: 1, three: 3 };

async function run({ runs, size, folder, kept, progress }: Surroundings): Promise<Figure[]> {
  const stage = setStage(folder, await sampleChain({ length: size, folder, kept, progress }));
  const { node, servers } = stage.cores ?? {};
  progress(node ? `node and validation on core ${node}, serving peers on ${servers}` : 'all on the same cores');
  const races: Races = { one: [], three: [] };
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
  const race = (name: Clean) => async (round: number) => {
    progress(`round ${round + 1} of ${runs}: ${WHAT[name]}, and validation beside it`);
    const [validation, sync] = await Promise.all([
      validate(stage, `beside-${name}-${round}`),
      syncFrom(stage, PEERS[name], `race-${name}-${round}`),
    ]);
    races[name].push(validation.cpu / sync.cpu);
    return sync.elapsed;
  };
  const elapsed = await interleave(
    {
      validation: async (round) => {
        progress(`round ${round + 1} of ${runs}: ${size} blocks validated`);
        return (await validate(stage, round === 0 ? PREPARED : `validation-${round}`)).elapsed;
      },
      one: keep('one', (name) => syncFrom(stage, PEERS.one, name)),
      three: keep('three', (name) => syncFrom(stage, PEERS.three, name)),
      raceOne: race('one'),
      raceThree: race('three'),
      killed: hostile('killed'),
      stalled: hostile('stalled'),
      garbage: hostile('garbage'),
    },
    { rounds: runs, warmUp: 0 },
  );
  return [
    ...rates(stage, elapsed),
    ...ratios(stage, races, taken),
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

function rates({ height, threads }: Stage, elapsed: Record<string, number[]>): Figure[] {
  const perSecond = (name: string) => (elapsed[name] ?? []).map((ms) => (1000 * height) / ms);
  const beside = part('validation', median(perSecond('validation')));
  const rate = (id: string, label: string) => ({ id, label, unit: '/s' }) as const;
  return [
    typical(rate('validationPerSecond', `blocks validated, ${threads} of pool`), perSecond('validation')),
    typical(rate('blocksPerSecond.1', 'synced from 1 peer'), perSecond('one'), beside),
    typical(rate('blocksPerSecond.3', 'synced from 3 peers'), perSecond('three'), beside),
  ];
}

/**
 * The rate of a sync as a share of that of validation. Rates that are taken one after the other differ by a quarter on a
 * machine that others use too, so it is what a block takes of a core that both share, less what a sync alone waits.
 */
function ratios(stage: Stage, races: Races, taken: Taken): Figure[] {
  const busy = (name: Clean) =>
    median(taken[name].map(({ cpu, delayed, elapsed }) => Math.min(1, (cpu + delayed) / elapsed)));
  const shares = (name: Clean) => races[name].map((share) => share * busy(name));
  const worst = Math.min(median(shares('one')), median(shares('three')));
  const figure = (id: string, label: string) => ({ id, label, unit: 'share' }) as const;
  return [
    single(figure('ratioToValidation', 'rate of a sync, of that of validation'), worst),
    single(figure('timeToValidation', '  the same in time'), 1 / worst, ...within(stage, 1 / LEAST_RATIO)),
    typical(figure('ratiosToValidation.1', '  from 1 peer'), shares('one')),
    typical(figure('ratiosToValidation.3', '  from 3 peers'), shares('three')),
    single(figure('busy.1', '  share of its time that a sync from 1 peer computes, or could'), busy('one')),
    single(figure('busy.3', '  and one from 3 peers'), busy('three')),
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
