import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { treeHash } from '@salvia/clvm';
import type { Verifier } from '../../src/index.ts';
import {
  AGGREGATE,
  BAD_AGGREGATES,
  BAD_SIGNATURES,
  BAD_SPACE,
  BAD_TIME,
  CONDITIONS_COST,
  GENERATOR,
  LIMIT,
  MESSAGE,
  PAIRS,
  PUBLIC_KEY,
  QUALITY,
  SIGNATURE,
  SPACE,
  SPENDS,
  TIME,
} from './claims.ts';

/** What any verifier must answer, wherever it works. */
export function verifierCompliance(name: string, setup: () => { verifier: Verifier; close(): Promise<void> }): void {
  describe(name, () => {
    let made: ReturnType<typeof setup>;
    beforeAll(() => {
      made = setup();
    });
    afterAll(() => made.close());

    test('accepts what holds', async () => {
      expect(await made.verifier.proofOfSpace(SPACE)).toEqual(QUALITY);
      expect(await made.verifier.proofOfTime(TIME)).toBe(true);
      expect(await made.verifier.signature(PUBLIC_KEY, MESSAGE, SIGNATURE)).toBe(true);
      expect(await made.verifier.aggregateSignature(PAIRS, AGGREGATE)).toBe(true);
    });

    test('runs programs under the rules of its network', async () => {
      const run = await made.verifier.runGenerator(GENERATOR, LIMIT);
      expect(run).toMatchObject({ spends: SPENDS });
      expect(run).toHaveProperty('cost');
      if ('cost' in run) expect(run.cost).toBeGreaterThan(CONDITIONS_COST + 12_000n * BigInt(GENERATOR.length));
    });

    test('answers programs that fail, or cost too much, with a code', async () => {
      const { runGenerator } = made.verifier;
      const cheap = { ...LIMIT, maxCost: CONDITIONS_COST };
      expect(await runGenerator(GENERATOR, cheap)).toMatchObject({ error: 'BLOCK_COST_EXCEEDS_MAX' });
      expect(await runGenerator(GENERATOR.slice(1), LIMIT)).toMatchObject({ error: 'INVALID_COIN_SOLUTION' });
    });

    test('hashes programs', async () => {
      expect(await made.verifier.programHash(GENERATOR)).toEqual(treeHash(GENERATOR));
      expect(await made.verifier.programHash(GENERATOR.slice(0, -1))).toBeNull();
    });

    test('refuses what does not, and what is malformed, without failing', async () => {
      for (const claim of BAD_SPACE) expect(await made.verifier.proofOfSpace(claim)).toBeNull();
      for (const claim of BAD_TIME) expect(await made.verifier.proofOfTime(claim)).toBe(false);
      for (const claim of BAD_SIGNATURES) expect(await made.verifier.signature(...claim)).toBe(false);
      for (const claim of BAD_AGGREGATES) expect(await made.verifier.aggregateSignature(...claim)).toBe(false);
    });

    test('keeps answers apart when many are asked for at once', async () => {
      const good = () => made.verifier.proofOfTime(TIME);
      const bad = () => made.verifier.proofOfTime({ ...TIME, iterations: 499n });
      expect(await Promise.all([good(), bad(), good(), bad()])).toEqual([true, false, true, false]);
    });
  });
}
