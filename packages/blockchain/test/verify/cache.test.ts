import { describe, expect, test } from '@jest/globals';
import { type SignaturePair, type Verifier, withCache } from '../../src/index.ts';
import { fill } from '../consensus/support/hex.ts';
import { AGGREGATE, LIMIT, MESSAGE, PAIRS, PUBLIC_KEY, SIGNATURE, SPACE, TIME } from './claims.ts';

const SPEND = { coinName: fill(1), puzzleHash: fill(2), conditions: [] };

/** Counts what it is asked; its first answer about a signature is a failure, its first about time a no. */
function counting() {
  const counts = {
    proofOfSpace: 0,
    proofOfTime: 0,
    signature: 0,
    runGenerator: 0,
    aggregateSignature: 0,
    programHash: 0,
  };
  const verifier: Verifier = {
    proofOfSpace: async () => {
      counts.proofOfSpace += 1;
      return fill(1);
    },
    proofOfTime: async () => {
      counts.proofOfTime += 1;
      return counts.proofOfTime > 1;
    },
    signature: async () => {
      counts.signature += 1;
      if (counts.signature === 1) throw new RangeError('out of order');
      return true;
    },
    runGenerator: async (generator) => {
      counts.runGenerator += 1;
      return { cost: BigInt(generator.length), spends: Array.from({ length: generator[0] ?? 0 }, () => SPEND) };
    },
    aggregateSignature: async () => {
      counts.aggregateSignature += 1;
      return true;
    },
    programHash: async () => {
      counts.programHash += 1;
      return fill(2);
    },
  };
  return { counts, verifier };
}

describe('remembered verdicts', () => {
  test('are asked for once, good or bad', async () => {
    const { counts, verifier } = counting();
    const cached = withCache(verifier);
    expect(await cached.proofOfSpace(SPACE)).toEqual(fill(1));
    expect(await cached.proofOfSpace({ ...SPACE })).toEqual(fill(1));
    expect(await cached.proofOfTime(TIME)).toBe(false);
    expect(await cached.proofOfTime(TIME)).toBe(false);
    expect(counts).toMatchObject({ proofOfSpace: 1, proofOfTime: 1 });
  });

  test('are joined while they are being found', async () => {
    const { counts, verifier } = counting();
    const cached = withCache(verifier);
    await Promise.all([cached.proofOfSpace(SPACE), cached.proofOfSpace(SPACE)]);
    expect(counts.proofOfSpace).toBe(1);
  });

  test('are not those of any other claim', async () => {
    const { counts, verifier } = counting();
    const cached = withCache(verifier);
    const { a, b } = TIME.output;
    const claims = [
      TIME,
      { ...TIME, iterations: 1n },
      { ...TIME, discriminantBits: 64 },
      { ...TIME, challenge: fill(1) },
      { ...TIME, witnessType: 1 },
      { ...TIME, witness: fill(1) },
      { ...TIME, output: { a: b, b: a } },
    ];
    for (const claim of claims) await cached.proofOfTime(claim);
    expect(counts.proofOfTime).toBe(claims.length);
    const spaces = [SPACE, { ...SPACE, k: 24 }, { ...SPACE, proof: fill(1) }, { ...SPACE, challenge: fill(2) }];
    for (const claim of [...spaces, { ...SPACE, plotId: fill(2) }]) await cached.proofOfSpace(claim);
    expect(counts.proofOfSpace).toBe(5);
  });

  test('are those of a program, its limit and its mode', async () => {
    const { counts, verifier } = counting();
    const cached = withCache(verifier);
    const first = await cached.runGenerator(fill(1), LIMIT);
    expect(await cached.runGenerator(fill(1), { ...LIMIT })).toEqual(first);
    expect(counts.runGenerator).toBe(1);
    await cached.runGenerator(fill(2), LIMIT);
    await cached.runGenerator(fill(1), { ...LIMIT, maxCost: 1n });
    await cached.runGenerator(fill(1), { ...LIMIT, strict: true });
    expect(counts.runGenerator).toBe(4);
    await Promise.all([cached.programHash(fill(1)), cached.programHash(fill(1)), cached.programHash(fill(2))]);
    expect(counts.programHash).toBe(2);
  });

  test('are those of all pairs and their signature', async () => {
    const { counts, verifier } = counting();
    const cached = withCache(verifier);
    const [one, two] = PAIRS as [SignaturePair, SignaturePair];
    const moved = [
      { publicKey: one.publicKey, message: Uint8Array.from([...one.message, ...two.publicKey]) },
      { publicKey: two.message, message: two.message },
    ];
    await cached.aggregateSignature(PAIRS, AGGREGATE);
    await cached.aggregateSignature([...PAIRS], AGGREGATE);
    expect(counts.aggregateSignature).toBe(1);
    for (const pairs of [[one], [two], [two, one], moved]) await cached.aggregateSignature(pairs, AGGREGATE);
    await cached.aggregateSignature(PAIRS, SIGNATURE);
    expect(counts.aggregateSignature).toBe(6);
  });

  test('do not include failures', async () => {
    const { counts, verifier } = counting();
    const cached = withCache(verifier);
    await expect(cached.signature(PUBLIC_KEY, MESSAGE, SIGNATURE)).rejects.toThrow('out of order');
    expect(await cached.signature(PUBLIC_KEY, MESSAGE, SIGNATURE)).toBe(true);
    expect(await cached.signature(PUBLIC_KEY, MESSAGE, SIGNATURE)).toBe(true);
    expect(counts.signature).toBe(2);
  });

  test('are forgotten in the end', async () => {
    const { counts, verifier } = counting();
    const cached = withCache(verifier, 300);
    await cached.proofOfSpace(SPACE);
    await cached.proofOfSpace({ ...SPACE, k: 24 });
    await cached.proofOfSpace(SPACE);
    expect(counts.proofOfSpace).toBe(3);
  });

  test('give way to a large run, and the largest are not kept at all', async () => {
    const { counts, verifier } = counting();
    const cached = withCache(verifier, 30_000);
    const ask = async (spends: number) => {
      await cached.runGenerator(fill(spends), LIMIT);
      return counts.runGenerator;
    };
    expect([await ask(1), await ask(2), await ask(1), await ask(2)]).toEqual([1, 2, 2, 2]);
    expect([await ask(48), await ask(48), await ask(1)]).toEqual([3, 3, 4]);
    expect([await ask(200), await ask(200)]).toEqual([5, 6]);
  });
});
