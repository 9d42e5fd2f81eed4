import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Verifier } from '../../src/index.ts';
import { BAD_SIGNATURES, BAD_SPACE, BAD_TIME, MESSAGE, PUBLIC_KEY, QUALITY, SIGNATURE, SPACE, TIME } from './claims.ts';

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
    });

    test('refuses what does not, and what is malformed, without failing', async () => {
      for (const claim of BAD_SPACE) expect(await made.verifier.proofOfSpace(claim)).toBeNull();
      for (const claim of BAD_TIME) expect(await made.verifier.proofOfTime(claim)).toBe(false);
      for (const claim of BAD_SIGNATURES) expect(await made.verifier.signature(...claim)).toBe(false);
    });

    test('keeps answers apart when many are asked for at once', async () => {
      const good = () => made.verifier.proofOfTime(TIME);
      const bad = () => made.verifier.proofOfTime({ ...TIME, iterations: 499n });
      expect(await Promise.all([good(), bad(), good(), bad()])).toEqual([true, false, true, false]);
    });
  });
}
