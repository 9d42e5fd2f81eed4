import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ancestorAt, commonAncestor } from '../../src/chain/ancestors.ts';
import { HeaderIndex } from '../../src/chain/header-index.ts';
import { MainChain } from '../../src/chain/main-chain.ts';

/** An index that counts how often it is asked for an entry farther down. */
class CountingIndex extends HeaderIndex {
  steps = 0;

  override parent(id: number): number | undefined {
    this.steps += 1;
    return super.parent(id);
  }

  override jump(id: number): number {
    this.steps += 1;
    return super.jump(id);
  }
}

/** Appends headers to a chain given as ids by height. */
function extend(index: HeaderIndex, chain: readonly number[], length: number): number[] {
  const longer = [...chain];
  for (let i = 0; i < length; i += 1) {
    const headerHash = Uint8Array.from(createHash('sha256').update(String(index.size)).digest());
    const height = longer.length;
    const numbers = { weight: BigInt(height), timestamp: 0n, totalIters: 0n, minIters: 1n };
    longer.push(index.add({ headerHash, parentId: longer.at(-1) ?? null, height, ...numbers }));
  }
  return longer;
}

const length = fc.integer({ min: 1, max: 400 });

describe('ancestors of a chain that is nowhere near the main one', () => {
  test('are the blocks below it, and two chains meet where they part', () => {
    fc.assert(
      fc.property(length, length, length, fc.nat(), (trunk, left, right, seed) => {
        const index = new HeaderIndex();
        const common = extend(index, [], trunk);
        const chains = [extend(index, common, left), extend(index, common, right)] as const;
        for (const chain of chains) {
          const height = seed % chain.length;
          expect(ancestorAt(index, new MainChain(), chain.at(-1) as number, height)).toBe(chain[height]);
        }
        const tips = chains.map((chain) => chain.at(-1) as number);
        expect(commonAncestor(index, tips)).toBe(common.at(-1));
        expect(commonAncestor(index, [...tips, common[seed % trunk] as number])).toBe(common[seed % trunk]);
      }),
      { numRuns: 50 },
    );
  });

  test('are found in few steps, however far down', () => {
    const index = new CountingIndex();
    const common = extend(index, [], 1000);
    const tips = [extend(index, common, 9000), extend(index, common, 7000)].map((chain) => chain.at(-1) as number);
    index.steps = 0;
    expect(commonAncestor(index, tips)).toBe(common.at(-1));
    expect(index.steps).toBeLessThan(200);
    index.steps = 0;
    expect(ancestorAt(index, new MainChain(), tips[0] as number, 7)).toBe(common[7]);
    expect(index.steps).toBeLessThan(100);
  });

  test('are found at once from the main chain on', () => {
    const index = new CountingIndex();
    const chain = extend(index, [], 5000);
    const main = new MainChain();
    main.replaceAfter(-1, chain);
    index.steps = 0;
    expect(ancestorAt(index, main, chain[4999] as number, 3)).toBe(chain[3]);
    expect(index.steps).toBe(0);
  });
});
