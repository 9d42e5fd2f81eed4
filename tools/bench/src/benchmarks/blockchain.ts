import { inlineVerifier } from '@salvia/blockchain';
import type { FullBlock } from '@salvia/protocol';
import { interleave } from '../measure/interleave.ts';
import { median } from '../measure/statistics.ts';
import { type Against, type Figure, limit, part, typical } from '../report/figure.ts';
import { sampleChain } from '../samples/chain/fixture.ts';
import { CONSTANTS, networkOf, VDF_SCHEME } from '../samples/chain/network.ts';
import { forgetDiscriminants } from '../samples/claims.ts';
import { timedStores } from '../samples/timed-stores.ts';
import { noTime, timed } from '../samples/timed-verifier.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';
import { oneByOne, replay, replayInPool } from './blockchain/replay.ts';

const LIMIT_REST_MS = 3;

interface Sample {
  readonly folder: string;
  readonly name: string;
  readonly blocks: readonly FullBlock[];
}

/** Blocks per second with a pool of so many threads. */
async function inPool(workers: number, sample: Sample): Promise<number> {
  const { elapsed } = await replayInPool(sample, workers);
  return ((sample.blocks.length - 1) * 1000) / elapsed;
}

/** Where a block's time goes, ms of the processor (`elapsed`: of the clock) per block. */
interface Shares {
  readonly block: number;
  readonly time: number;
  readonly space: number;
  readonly signatures: number;
  readonly database: number;
  readonly elapsed: number;
}

/** Everything in one thread, so that what the parts take can be told apart. Genesis' checks are not counted. */
async function inPlace({ blocks, ...place }: Sample): Promise<Shares> {
  forgetDiscriminants(VDF_SCHEME);
  const checks = noTime();
  const pool = timed(inlineVerifier(networkOf(blocks[0] as FullBlock)), checks);
  let database = () => 0;
  let before = { ...checks, database: 0 };
  const cost = await replay({
    ...place,
    blocks,
    pool,
    through: (opened) => {
      const { stores, spent } = timedStores(opened);
      database = spent;
      return stores;
    },
    add: async (chain, rest) => {
      before = { ...checks, database: database() };
      await oneByOne(chain, rest);
    },
  });
  const perBlock = (ms: number) => ms / (blocks.length - 1);
  return {
    block: perBlock(cost.cpu),
    elapsed: perBlock(cost.elapsed),
    time: perBlock(checks.time - before.time),
    space: perBlock(checks.space - before.space),
    signatures: perBlock(checks.signatures - before.signatures),
    database: perBlock(database() - before.database),
  };
}

async function run({ runs, size, folder, kept, progress }: Surroundings): Promise<Figure[]> {
  const blocks = await sampleChain({ length: size, folder, kept, progress });
  const shares: Shares[] = [];
  const sample = (name: string, round: number): Sample => ({ folder, name: `${name}-${round}`, blocks });
  const subjects = {
    '1': (round: number) => inPool(1, sample('one', round)),
    '2': (round: number) => inPool(2, sample('two', round)),
    shares: async (round: number) => shares.push(await inPlace(sample('in-place', round))),
  };
  const onRound = (done: number, of: number) => progress(`round ${done} of ${of}: ${size} blocks, three times`);
  const perSecond = await interleave(subjects, { rounds: runs, warmUp: 0, onRound });
  return [...ratesOf(perSecond), ...sharesOf(shares)];
}

function ratesOf({ '1': one, '2': two }: Readonly<Record<'1' | '2', readonly number[]>>): Figure[] {
  const rate = (workers: string, samples: readonly number[], ...against: Against[]) =>
    typical({ id: `blocksPerSecond.${workers}`, label: `blocks, ${workers} of pool`, unit: '/s' }, samples, ...against);
  return [rate('1', one), rate('2', two, part('with 1', median(one)))];
}

/** The parts of a block; `restMsPerBlock` is all that is neither proof nor signature, the database included. */
function sharesOf(samples: readonly Shares[]): Figure[] {
  const of = (pick: (shares: Shares) => number) => samples.map(pick);
  const rest = ({ block, time, space, signatures }: Shares) => block - time - space - signatures;
  const whole = part('whole block', median(of(({ block }) => block)));
  const row = (id: string, label: string, pick: (shares: Shares) => number, ...against: Against[]) =>
    typical({ id, label, unit: 'ms' }, of(pick), ...against);
  const elapsed = part('by the clock', median(of((shares) => shares.elapsed)));
  return [
    row('blockMs', 'a block, computing time', ({ block }) => block, elapsed),
    row('proofOfTimeMs', `  proof of time, ${CONSTANTS.DISCRIMINANT_SIZE_BITS} bits`, ({ time }) => time, whole),
    row('proofOfSpaceMs', '  proof of space', ({ space }) => space, whole),
    row('signaturesMs', '  BLS signatures', ({ signatures }) => signatures, whole),
    row('restMsPerBlock', '  all else', rest, limit(LIMIT_REST_MS), whole),
    row('databaseMs', '    database', ({ database }) => database, whole),
    row('rulesMs', '    rules and state', (shares) => rest(shares) - shares.database, whole),
  ];
}

export const blockchain: Benchmark = {
  name: 'blockchain',
  summary: 'blocks per second of adding a chain of genuine proofs with 1 and 2 workers; where a block spends its time',
  runs: 1,
  size: { option: 'blocks', usual: 1000, min: 2, max: 100_000 },
  run,
};
