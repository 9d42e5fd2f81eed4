import { createEvaluator, equalForms, type Form, scheme, square } from '@salvia/proof-of-time';
import { expectTrue } from '../errors.ts';
import { interleave } from '../measure/interleave.ts';
import { median } from '../measure/statistics.ts';
import { callsPerSecond, timeOf } from '../measure/time.ts';
import { type Figure, part, peer, typical } from '../report/figure.ts';
import { hash32 } from '../samples/bytes.ts';
import { runEngine } from '../samples/engine.ts';
import { textbookSquare } from '../samples/textbook-square.ts';
import type { Benchmark, Surroundings } from './benchmark.ts';

const SCHEME = 'chiavdf';
const BITS = [512, 1024] as const;
/** Squarings that a proof is made of: one to three seconds' worth, as a short block's. */
const ITERATIONS = { 512: 40_000, 1024: 20_000 } as const;
const BATCH_MS = 400;
/** As many as the engine keeps. */
const STORED_POWERS = 65_536;

type Bits = (typeof BITS)[number];

/** Squarings per second in this thread, by the engine's formula or the textbook's. */
function squarings(bits: Bits, formula: typeof square): () => number {
  const group = scheme(SCHEME).group(hash32('squarings'), bits);
  let form: Form = group.initial;
  const step = () => {
    form = formula(group, form);
  };
  return () => callsPerSecond(step, BATCH_MS);
}

/** A peer counts only if it computes the same. */
function checkTextbook(bits: Bits): void {
  const group = scheme(SCHEME).group(hash32('squarings'), bits);
  let [ours, theirs]: [Form, Form] = [group.initial, group.initial];
  for (let i = 0; i < 200; i++) [ours, theirs] = [square(group, ours), textbookSquare(group, theirs)];
  expectTrue(equalForms(ours, theirs), 'textbook squaring');
}

/** How long making a proof takes, divided by how long the squarings that it proves took. */
function provingShare(bits: Bits, round: number): number {
  const vdf = scheme(SCHEME);
  const challenge = hash32('proving', round);
  const iterations = ITERATIONS[bits];
  const evaluator = createEvaluator(vdf, vdf.group(challenge, bits), STORED_POWERS);
  const squaring = timeOf(() => {
    while (evaluator.position < iterations) evaluator.step();
  });
  evaluator.addTarget({ iterations, segments: 1 });
  let proof = evaluator.step();
  const proving = timeOf(() => {
    while (proof === null) proof = evaluator.step();
  });
  const claim = { discriminantBits: bits, challenge, ...proof!, iterations: BigInt(iterations) };
  expectTrue(vdf.verify(claim), 'proof of time');
  return proving / squaring;
}

async function measure(bits: Bits, { runs, progress }: Surroundings): Promise<Figure[]> {
  checkTextbook(bits);
  const latencies: number[] = [];
  const engine = async (round: number) => {
    const challenge = hash32('engine', round);
    const { ips, deliverySeconds } = await runEngine({ scheme: SCHEME, challenge, bits, iterations: ITERATIONS[bits] });
    latencies.push((deliverySeconds * ips) / ITERATIONS[bits]);
    return ips;
  };
  const subjects = {
    engine,
    square: squarings(bits, square),
    textbook: squarings(bits, textbookSquare),
    proving: (round: number) => provingShare(bits, round),
  };
  const onRound = (done: number, of: number) => progress(`${bits} bits, round ${done} of ${of}`);
  const samples = await interleave(subjects, { rounds: runs, warmUp: 1, onRound });
  const rate = (id: string, label: string) =>
    ({ id: `${id}${bits}`, label: `${label}, ${bits} bits`, unit: '/s' }) as const;
  const share = (id: string, label: string) =>
    ({ id: `${id}${bits}`, label: `${label}, ${bits} bits`, unit: 'share' }) as const;
  const textbook = peer('textbook', median(samples.textbook));
  const whole = part('squarings', 1);
  return [
    typical(
      rate('engine', 'squarings of the engine'),
      samples.engine,
      textbook,
      part('without thread', median(samples.square)),
    ),
    typical(rate('square', 'squarings without thread'), samples.square, textbook),
    typical(share('proving', 'making the proof'), samples.proving, whole),
    typical(share('delivery', 'making, verifying and delivering it'), latencies.slice(1), whole),
  ];
}

export const vdf: Benchmark = {
  name: 'vdf',
  summary: 'squarings per second of the engine at 512 and 1024 bits, and what a proof costs beside them',
  runs: 3,
  async run(surroundings) {
    const figures: Figure[] = [];
    for (const bits of BITS) figures.push(...(await measure(bits, surroundings)));
    return figures;
  },
};
