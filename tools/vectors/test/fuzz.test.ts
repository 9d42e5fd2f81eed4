import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { selectBackend } from '@salvia/bls';
import { type FuzzResult, fuzz } from '../src/fuzz/fuzz.ts';
import type { Corpus } from '../src/fuzz/mutate.ts';
import { corpusOf, recordedChain } from '../src/fuzz/recordings.ts';
import { createTarget, type Target } from '../src/fuzz/target.ts';

const frames = 5_000;

describe('a full node that is fed mutated frames', () => {
  let corpus: Corpus;
  let target: Target;

  beforeAll(async () => {
    await selectBackend();
    const chain = recordedChain();
    corpus = corpusOf(chain);
    target = await createTarget(chain);
  }, 300_000);
  afterAll(() => target?.close());

  const feed = (to: Target): Promise<FuzzResult> =>
    fuzz(corpus, to, {
      seed: 20_261_125,
      first: 0,
      frames,
      // How long a frame takes is for the long run on a machine of its own.
      hangMs: Number.POSITIVE_INFINITY,
      progress: () => undefined,
      found: () => undefined,
    });

  test('survives them, takes valid ones, and refuses the rest with the codes of the protocol', async () => {
    const { findings, outcomes } = await feed(target);
    expect(findings).toEqual([]);
    expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(frames);
    for (const outcome of ['handled', 'decoded', 'MALFORMED_FRAME', 'INVALID_BODY', 'INVALID_PROTOCOL_MESSAGE'])
      expect(outcomes[outcome]).toBeGreaterThan(0);
  }, 300_000);

  test('would tell if one did what none may do', async () => {
    const broken: Target = {
      ...target,
      feed: async (frame) => {
        if (frame.length % 2 === 1) throw new RangeError('odd');
        return 'decoded';
      },
    };
    const { findings, outcomes } = await feed(broken);
    expect(findings.length).toBe(frames - (outcomes.decoded ?? 0));
    expect(findings[0]).toMatchObject({ kind: 'crash', seed: 20_261_125, detail: expect.stringContaining('odd') });
  }, 300_000);
});
