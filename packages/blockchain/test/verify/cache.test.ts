import { describe, expect, test } from '@jest/globals';
import { type Verifier, withCache } from '../../src/index.ts';
import { fill } from '../consensus/support/hex.ts';
import { MESSAGE, PUBLIC_KEY, SIGNATURE, SPACE, TIME } from './claims.ts';

/** Counts what it is asked; its first answer about a signature is a failure, its first about time a no. */
function counting() {
  const counts = { proofOfSpace: 0, proofOfTime: 0, signature: 0 };
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
    const cached = withCache(verifier, 1);
    await cached.proofOfSpace(SPACE);
    await cached.proofOfSpace({ ...SPACE, k: 24 });
    await cached.proofOfSpace(SPACE);
    expect(counts.proofOfSpace).toBe(3);
  });
});
