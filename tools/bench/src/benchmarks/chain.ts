import { join } from 'node:path';
import { createBlockchain, inlineVerifier, sqliteStores, type Verifier, withCache } from '@salvia/blockchain';
import { FullBlock } from '@salvia/protocol';
import { expectTrue } from '../errors.ts';
import { interleave } from '../measure/interleave.ts';
import { median } from '../measure/statistics.ts';
import { timeOfAsync } from '../measure/time.ts';
import { type Figure, part, typical } from '../report/figure.ts';
import { CONSTANTS, makeChain, NOW_MS, VDF_SCHEME } from '../samples/chain.ts';
import { forgetDiscriminants } from '../samples/claims.ts';
import { withPlot } from '../samples/plot.ts';
import { type Checks, noTime, timed } from '../samples/timed-verifier.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';

/** Blocks after genesis. */
const LENGTH = 20;

interface Addition {
  readonly folder: string;
  readonly verifier: Verifier;
  readonly blocks: readonly FullBlock[];
}

/** Milliseconds per block of adding blocks to a new chain in a file, genesis not counted. */
async function addAll({ folder, verifier, blocks }: Addition, name: string): Promise<number> {
  const [first, ...rest] = blocks;
  const genesis = Buffer.from(FullBlock.encode(first as FullBlock)).toString('hex');
  const network = { constants: CONSTANTS, genesis };
  const chain = await createBlockchain({
    ...network,
    stores: sqliteStores({ path: join(folder, `${name}.sqlite`) }),
    pool: verifier,
  });
  try {
    const ms = await timeOfAsync(async () => {
      for (const block of rest) {
        const { result } = await chain.receiveBlock(block, NOW_MS);
        expectTrue(result === 'ADDED_TO_HEAD', 'adding a block');
      }
    });
    return ms / rest.length;
  } finally {
    await chain.close();
  }
}

async function run({ runs, folder, progress }: Surroundings): Promise<Figure[]> {
  progress(`making a chain of ${LENGTH} blocks`);
  const blocks = await withPlot(folder, (plot) => makeChain(plot, LENGTH));
  const inline = inlineVerifier({ vdfScheme: VDF_SCHEME });
  const remembered = withCache(inline);
  const spent: Checks[] = [];
  const subjects = {
    checked: (round: number) => {
      forgetDiscriminants(VDF_SCHEME);
      const times = noTime();
      spent.push(times);
      return addAll({ folder, verifier: timed(inline, times), blocks }, `checked-${round}`);
    },
    known: (round: number) => addAll({ folder, verifier: remembered, blocks }, `known-${round}`),
  };
  const onRound = (done: number, of: number) => progress(`round ${done} of ${of}`);
  const samples = await interleave(subjects, { rounds: runs, warmUp: 1, onRound });
  return figuresOf(samples, spent.slice(1));
}

function figuresOf({ checked, known }: Record<'checked' | 'known', number[]>, spent: readonly Checks[]): Figure[] {
  const perSecond = (ms: readonly number[]) => ms.map((each) => 1000 / each);
  const whole = part('whole block', median(checked));
  // Genesis is checked too, on opening the chain; its checks are among those counted.
  const perBlock = (kind: keyof Checks) => spent.map((times) => times[kind] / (LENGTH + 1));
  const rest = checked.map((ms, run) => {
    const { space, time, signatures } = spent[run] as Checks;
    return ms - (space + time + signatures) / (LENGTH + 1);
  });
  const ready = part('verdicts known before', median(perSecond(known)));
  return [
    typical({ id: 'blocksPerSecond', label: 'blocks added', unit: '/s' }, perSecond(checked), ready),
    typical({ id: 'block', label: 'a block', unit: 'ms' }, checked, part('verdicts known before', median(known))),
    typical({ id: 'proofOfTime', label: '  proof of time, 256 bits', unit: 'ms' }, perBlock('time'), whole),
    typical({ id: 'proofOfSpace', label: '  proof of space', unit: 'ms' }, perBlock('space'), whole),
    typical({ id: 'signatures', label: '  signatures', unit: 'ms' }, perBlock('signatures'), whole),
    typical({ id: 'rest', label: '  other rules, coins and database', unit: 'ms' }, rest, whole),
  ];
}

export const chain: Benchmark = {
  name: 'chain',
  summary: 'blocks per second of adding a short chain, and the share of proofs and signatures',
  runs: 5,
  run,
};
