import type { Cost } from '../measure/cpu.ts';
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
type Kind = Clean | Hostility;
/** Of each, one after the other: by the clock, and of the processor. */
type Costs<Name extends string> = Record<Name, SyncCost[]>;
/** Computing time of a sync over that of a validation which has the same core at the same time. */
type Races = Record<Kind, number[]>;

const PEERS: Record<Clean, number> = { one: 1, three: 3 };
const WHAT: Record<Kind, string> = {
  one: 'sync from one peer',
  three: 'sync from three peers',
  killed: 'sync from three peers, one of which is killed',
  stalled: 'sync from three peers, one of which is stopped',
  garbage: 'sync from three peers, one of which serves garbage',
};
const kinds = Object.keys(WHAT) as Kind[];

async function run({ runs, size, folder, kept, progress }: Surroundings): Promise<Figure[]> {
  const stage = setStage(folder, await sampleChain({ length: size, folder, kept, progress }));
  const { node, servers } = stage.cores ?? {};
  progress(node ? `node and validation on core ${node}, serving peers on ${servers}` : 'all on the same cores');
  const validations: Cost[] = [];
  const [alone, races] = [each((): SyncCost[] => []), each((): number[] => [])];
  for (let round = 0; round < runs; round++) {
    const say = (what: string) => progress(`round ${round + 1} of ${runs}: ${what}`);
    say(`${size} blocks validated`);
    validations.push(await validate(stage, round === 0 ? PREPARED : `validation-${round}`));
    for (const kind of kinds) {
      say(WHAT[kind]);
      alone[kind].push(await syncOf(stage, kind, `${kind}-${round}`));
      say(`${WHAT[kind]}, and validation beside it`);
      const [validation, sync] = await Promise.all([
        validate(stage, `beside-${kind}-${round}`),
        syncOf(stage, kind, `race-${kind}-${round}`),
      ]);
      races[kind].push(sync.cpu / validation.cpu);
    }
  }
  const times = timesOf(validations, alone, races);
  return [
    ...rates(stage, validations, alone),
    ...ratios(stage, times),
    ...hostileCosts(stage, times),
    ...memoryFigures(Object.values(alone).flat()),
  ];
}

const each = <T>(make: () => T): Record<Kind, T> => ({
  one: make(),
  three: make(),
  killed: make(),
  stalled: make(),
  garbage: make(),
});

const isClean = (kind: Kind): kind is Clean => kind in PEERS;

function syncOf(stage: Stage, kind: Kind, name: string): Promise<SyncCost> {
  if (isClean(kind)) return syncFrom(stage, PEERS[kind], name);
  const { honest, disturbance } = disturbances[kind](stage, name);
  return syncFrom(stage, honest, name, disturbance);
}

/**
 * How long each sync takes, of the time that validation takes. Times that are taken one after the other differ by a quarter
 * on a machine that others use too, so it is what a block takes of a core that both share, longer by what a sync waits
 * when it is alone.
 */
function timesOf(validations: readonly Cost[], alone: Costs<Kind>, races: Races): Record<Kind, number[]> {
  const busy = (costs: readonly Cost[]) => median(costs.map(({ cpu, elapsed }) => cpu / elapsed));
  const times = (kind: Kind) => races[kind].map((race) => (race * busy(validations)) / busy(alone[kind]));
  return Object.fromEntries(kinds.map((kind) => [kind, times(kind)])) as Record<Kind, number[]>;
}

function rates({ height, threads }: Stage, validations: readonly Cost[], alone: Costs<Kind>): Figure[] {
  const perSecond = (costs: readonly Cost[]) => costs.map(({ elapsed }) => (1000 * height) / elapsed);
  const beside = part('validation', median(perSecond(validations)));
  const rate = (id: string, label: string) => ({ id, label, unit: '/s' }) as const;
  return [
    typical(rate('validationPerSecond', `blocks validated, ${threads} of pool`), perSecond(validations)),
    typical(rate('blocksPerSecond.1', 'synced from 1 peer'), perSecond(alone.one), beside),
    typical(rate('blocksPerSecond.3', 'synced from 3 peers'), perSecond(alone.three), beside),
  ];
}

function ratios(stage: Stage, times: Record<Kind, number[]>): Figure[] {
  const shares = (kind: Clean) => times[kind].map((time) => 1 / time);
  const worst = Math.min(median(shares('one')), median(shares('three')));
  const figure = (id: string, label: string) => ({ id, label, unit: 'share' }) as const;
  return [
    single(figure('ratioToValidation', 'rate of a sync, of that of validation'), worst),
    single(figure('timeToValidation', '  the same in time'), 1 / worst, ...within(stage, 1 / LEAST_RATIO)),
    typical(figure('ratiosToValidation.1', '  from 1 peer'), shares('one')),
    typical(figure('ratiosToValidation.3', '  from 3 peers'), shares('three')),
  ];
}

/** How much longer a sync from three peers takes, as a share, if one of them is hostile. */
function hostileCosts(stage: Stage, times: Record<Kind, number[]>): Figure[] {
  const costs = hostilities.map((kind) => times[kind].map((time) => time / median(times.three) - 1));
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
  const growth = costs.map(({ memory }) => (memory.end - memory.before) / 1e6);
  const later = costs.map(({ memory }) => (memory.end - memory.midway) / 1e6);
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
