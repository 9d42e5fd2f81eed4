import { describe, expect, test } from '@jest/globals';
import type { FullBlock } from '@salvia/protocol';
import { type PreValidation, preValidateAhead } from '../../src/index.ts';

/** Blocks are only handed through: numbers tell them apart. */
const blocks = (...heights: readonly number[]) => heights.map((height) => ({ height }) as unknown as FullBlock);
const heightOf = (block: FullBlock): number => (block as unknown as { height: number }).height;

/** A chain that says how many blocks were begun, and ends the checks of each as told. */
function slowChain(outcome: (height: number) => Promise<PreValidation | null>) {
  const begun: number[] = [];
  return {
    begun,
    preValidate(block: FullBlock) {
      begun.push(heightOf(block));
      return outcome(heightOf(block));
    },
  };
}

describe('validating ahead', () => {
  const passes = async (height: number) => ({ qualityString: Uint8Array.of(height) });

  test('hands out every block in its order, whichever is checked first', async () => {
    const chain = slowChain(async (height) => {
      await new Promise((resolve) => setTimeout(resolve, (5 - height) * 3));
      return height === 2 ? null : passes(height);
    });
    const found: [number, number | null][] = [];
    for await (const { block, preValidated } of preValidateAhead(chain, blocks(0, 1, 2, 3, 4), 3))
      found.push([heightOf(block), preValidated?.qualityString[0] ?? null]);
    expect(found).toEqual([
      [0, 0],
      [1, 1],
      [2, null],
      [3, 3],
      [4, 4],
    ]);
  });

  test('is never further ahead than it may be', async () => {
    const chain = slowChain(passes);
    let handedOut = 0;
    for await (const { block } of preValidateAhead(chain, blocks(...Array(20).keys()), 4)) {
      expect(heightOf(block)).toBe(handedOut++);
      expect(chain.begun.length).toBeLessThanOrEqual(handedOut + 3);
    }
    expect(handedOut).toBe(20);
  });

  test('fails at the block whose checks broke down, after those before it', async () => {
    const chain = slowChain(async (height) => {
      if (height === 1) throw new Error('no memory');
      return passes(height);
    });
    const ahead = preValidateAhead(chain, blocks(0, 1, 2), 3);
    expect((await ahead.next()).value).toMatchObject({ block: { height: 0 } });
    await expect(ahead.next()).rejects.toThrow('no memory');
  });
});
