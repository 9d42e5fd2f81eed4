import { setImmediate, setTimeout } from 'node:timers/promises';
import { createVerifier, inlineVerifier, type SpaceClaim, type TimeClaim, type Verifier } from '@salvia/blockchain';
import { expectTrue } from '../errors.ts';
import { atATime } from '../measure/at-a-time.ts';
import { type LoopDelay, loopDelayDuring } from '../measure/loop-delay.ts';
import { median } from '../measure/statistics.ts';
import { timeOfAsync } from '../measure/time.ts';
import { type Against, type Figure, fallback, limit, part, typical } from '../report/figure.ts';
import { blockWithGenerator } from '../samples/block.ts';
import { networkOf, VDF_SCHEME } from '../samples/chain/network.ts';
import { forgetDiscriminants, type SignedMessage, signedMessages, spaceClaims, timeClaim } from '../samples/claims.ts';
import { withPlot } from '../samples/plot.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';

const LIMIT_MS = 50;
const THREADS = 2;
/** Checks under way at a time, as many as a sync that runs ahead of its chain has. */
const WIDTH = 32;
const COUNTS = { time: 16, space: 60, signatures: 400 } as const;

/** Checks depend on its rules; on its first block only programs do, of which there are none here. */
const network = networkOf(blockWithGenerator(1));

interface Claims {
  readonly time: readonly TimeClaim[];
  readonly space: readonly SpaceClaim[];
  readonly signatures: readonly SignedMessage[];
}

async function makeClaims({ folder, progress }: Surroundings): Promise<Claims> {
  progress(`making ${COUNTS.time} proofs of time, ${COUNTS.space} of space and ${COUNTS.signatures} signatures`);
  const task = { vdfScheme: VDF_SCHEME, discriminantBits: 1024, iterations: 1000n };
  return {
    time: Array.from({ length: COUNTS.time }, (_, index) => timeClaim(task, index)),
    space: await withPlot(folder, (plot) => spaceClaims(plot, COUNTS.space)),
    signatures: signedMessages(COUNTS.signatures),
  };
}

/** All claims, mixed: the long checks lie among the short ones. */
function jobsOf({ time, space, signatures }: Claims, verifier: Verifier): (() => Promise<void>)[] {
  const jobs = [
    ...time.map((claim) => async () => expectTrue(await verifier.proofOfTime(claim), 'proof of time')),
    ...space.map((claim) => async () => expectTrue((await verifier.proofOfSpace(claim)) !== null, 'proof of space')),
    ...signatures.map((signed) => async () => expectTrue(await verifier.signature(...signed), 'signature')),
  ];
  const stride = 29; // prime, and no divisor of the number of jobs, so that every job comes up once
  return jobs.map((_, index) => jobs[(index * stride) % jobs.length] as () => Promise<void>);
}

/** A new pool for each run: it remembers its verdicts. */
async function inPool(claims: Claims): Promise<LoopDelay> {
  const verifier = createVerifier({ network, threads: THREADS });
  try {
    return await loopDelayDuring(() => atATime(WIDTH, jobsOf(claims, verifier)));
  } finally {
    await verifier.close();
  }
}

/** Without threads. The loop gets a turn after every check, as if each had come with a message of its own. */
async function onTheLoop(claims: Claims): Promise<LoopDelay> {
  forgetDiscriminants(VDF_SCHEME);
  const jobs = jobsOf(claims, inlineVerifier(network));
  return loopDelayDuring(() =>
    atATime(
      1,
      jobs.map((job) => () => job().then(() => setImmediate())),
    ),
  );
}

async function run(surroundings: Surroundings): Promise<Figure[]> {
  const { runs, progress } = surroundings;
  const claims = await makeClaims(surroundings);
  const pool: LoopDelay[] = [];
  const idle: LoopDelay[] = [];
  const inline: LoopDelay[] = [];
  for (let round = 1; round <= runs; round++) {
    progress(`round ${round} of ${runs}`);
    const ms = await timeOfAsync(async () => pool.push(await inPool(claims)));
    idle.push(await loopDelayDuring(() => setTimeout(ms)));
    inline.push(await onTheLoop(claims));
  }
  return figuresOf({ pool, idle, inline });
}

function figuresOf(runs: Readonly<Record<'pool' | 'idle' | 'inline', readonly LoopDelay[]>>): Figure[] {
  const greatest = (of: keyof typeof runs) => runs[of].map(({ max }) => max);
  const usual = (of: keyof typeof runs) => runs[of].map(({ p99 }) => p99);
  const beside = (samples: (of: keyof typeof runs) => number[]): Against[] => [
    part('idle process', median(samples('idle'))),
    fallback('checks on the loop itself', median(samples('inline'))),
  ];
  const work = `${THREADS} threads verify`;
  return [
    typical(
      { id: 'maxDelay', label: `longest delay, ${work}`, unit: 'ms' },
      greatest('pool'),
      limit(LIMIT_MS),
      ...beside(greatest),
    ),
    typical(
      { id: 'p99Delay', label: `99th percentile, ${work}`, unit: 'ms' },
      usual('pool'),
      limit(LIMIT_MS),
      ...beside(usual),
    ),
    typical({ id: 'idleMaxDelay', label: 'longest delay, idle process', unit: 'ms' }, greatest('idle')),
  ];
}

export const loop: Benchmark = {
  name: 'loop',
  summary: 'event-loop delay while worker threads verify proofs and signatures (limit 50 ms)',
  runs: 5,
  run,
};
