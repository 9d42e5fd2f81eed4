import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createEvaluator, type Evaluator, squareTimes, type TargetProof } from '../src/index.ts';
import { bestDigitBits, compositionsFor } from '../src/wesolowski/block-size.ts';
import { createStoredPowers } from '../src/wesolowski/stored-powers.ts';
import { challengeOf, chiavdf, schemes } from './support.ts';

const challenge = challengeOf('evaluator');
const bits = 256;

/** Steps until `count` proofs have come. */
function collect(evaluator: Evaluator, count: number): TargetProof[] {
  const proofs: TargetProof[] = [];
  while (proofs.length < count) {
    const proof = evaluator.step();
    if (proof !== null) proofs.push(proof);
  }
  return proofs;
}

const advance = (evaluator: Evaluator, position: number): void => {
  while (evaluator.position < position) evaluator.step();
};

describe.each(schemes)('$name', (vdf) => {
  const start = (capacity = 1000) => createEvaluator(vdf, vdf.group(challenge, bits), capacity);
  const holds = ({ iterations, ...proof }: TargetProof): boolean =>
    vdf.verify({ challenge, discriminantBits: bits, iterations: BigInt(iterations), ...proof });

  test('proves targets ahead, behind and where it stands, the nearest first', () => {
    const evaluator = start();
    advance(evaluator, 500);
    for (const iterations of [900, 500, 700, 37]) evaluator.addTarget({ iterations, segments: 1 });
    const proofs = collect(evaluator, 4);
    expect(proofs.map(({ iterations }) => iterations)).toEqual([37, 500, 700, 900]);
    for (const proof of proofs) expect(holds(proof)).toBe(true);
    expect(evaluator.position).toBe(900);
  });

  test('makes the same bytes as a prover that knew the number beforehand, however few powers it keeps', () => {
    for (const capacity of [16, 50, 2000]) {
      const evaluator = start(capacity);
      evaluator.addTarget({ iterations: 1777, segments: 1 });
      const [proof] = collect(evaluator, 1);
      const { iterations: _, ...body } = proof as TargetProof;
      expect(body).toEqual(vdf.prove({ challenge, discriminantBits: bits, iterations: 1777n }));
    }
  });

  test('divides a proof into segments when asked', () => {
    const evaluator = start(64);
    evaluator.addTarget({ iterations: 1001, segments: 4 });
    evaluator.addTarget({ iterations: 3, segments: 8 });
    const proofs = collect(evaluator, 2);
    expect(proofs.map(({ witnessType }) => witnessType)).toEqual([2, 3]);
    for (const proof of proofs) expect(holds(proof)).toBe(true);
  });

  test('one target asked for twice is proved once', () => {
    const evaluator = start();
    evaluator.addTarget({ iterations: 10, segments: 1 });
    evaluator.addTarget({ iterations: 10, segments: 1 });
    collect(evaluator, 1);
    advance(evaluator, 50);
    expect(evaluator.proving).toBe(false);
  });

  test('a target that comes while another is being proved waits for it', () => {
    const evaluator = start();
    evaluator.addTarget({ iterations: 600, segments: 1 });
    while (!evaluator.proving) evaluator.step();
    evaluator.step();
    evaluator.addTarget({ iterations: 100, segments: 1 });
    expect(collect(evaluator, 2).map(({ iterations }) => iterations)).toEqual([600, 100]);
  });
});

describe('stored powers', () => {
  const group = chiavdf.group(challenge, 40);

  test('are the powers they say, and never more than the capacity', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 64 }), fc.nat(600), (capacity, last) => {
        const powers = createStoredPowers(group, group.initial, { capacity });
        let power = group.initial;
        for (let position = 1; position <= last; position++) {
          power = squareTimes(group, power, 1);
          powers.offer(position, power);
          expect(powers.length).toBeLessThanOrEqual(capacity);
        }
        expect(powers.length).toBe(Math.floor(last / powers.stride) + 1);
        for (const index of [0, 1, powers.length - 1]) {
          if (index >= powers.length) continue;
          expect(powers.at(index)).toEqual(squareTimes(group, group.initial, index * powers.stride));
        }
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    [100_000, 2],
    [300_000, 12],
    [1_000_000, 24],
    [10_000_000, 240],
  ])('a proof of %i iterations at stride %i takes few compositions', (iterations, stride) => {
    const k = bestDigitBits(iterations, stride);
    expect(compositionsFor(iterations, k, stride)).toBeLessThan(0.13 * iterations);
  });
});
