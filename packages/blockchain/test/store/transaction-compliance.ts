import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FullBlock } from '@salvia/protocol';
import fc from 'fast-check';
import type { ChainStores } from '../../src/store/index.ts';
import { fill } from '../consensus/support/hex.ts';
import { grow, type Node } from '../support/tree.ts';
import { everythingIn } from './everything.ts';
import { coin, header, MAX_UINT64 } from './samples.ts';

/** Whatever fails inside a transaction leaves nothing, in any stores of a chain. */
export function transactionCompliance(name: string, open: () => Promise<ChainStores>): void {
  describe(`${name}, in transactions`, () => {
    let stores: ChainStores;
    let node: Node;
    let later: FullBlock;
    beforeEach(async () => {
      stores = await open();
      node ??= await grow(null);
      later = { ...node.block, header: { ...node.block.header, data: { ...node.block.header.data, height: 5 } } };
      stores.transaction(() => fillStores(stores, node));
    });
    afterEach(() => stores.close());

    /** Each changes something in the filled stores. */
    const changes: Record<string, () => unknown> = {
      'a header': () => stores.headers.add(header(4)),
      'a block': () => stores.blocks.add(3, node.block, { additions: [coin(9)], removals: [] }),
      'another form of a block': () => stores.blocks.replace(1, { ...node.block, proofOfTime: null }),
      heads: () => stores.heads.save({ tips: [2, 1], lca: 2 }),
      'coins of a block': () =>
        stores.coins.apply({ height: 3, additions: [coin(5)], removals: [fill(1)], rewards: [coin(6)] }),
      'coins taken back': () => stores.coins.rollBack(0),
      'an unfinished block': () =>
        stores.unfinished.put({ challengeHash: fill(3), iterations: 1n, block: { ...node.block, proofOfTime: null } }),
      'unfinished blocks dropped': () => stores.unfinished.pruneBelow(1),
      'a sync begun': () => stores.sync.begin({ headerHash: fill(8), height: 8, weight: 8n }),
      'hashes of a sync': () => stores.sync.addHashes(2, [fill(4), fill(5), fill(6)]),
      'a block of a sync': () => stores.sync.putBlocks([later]),
      'a block of a sync dropped': () => stores.sync.dropBlock(node.hash),
      'a sync ended': () => stores.sync.clear(),
    };
    const names = Object.keys(changes);

    test.each(names)('%s stays if all goes well', (change) => {
      const before = everythingIn(stores);
      expect(stores.transaction(() => changes[change]?.() ?? 'done')).toBeDefined();
      expect(everythingIn(stores)).not.toEqual(before);
    });

    test('nothing stays of any of them if something throws', () => {
      fc.assert(
        fc.property(fc.shuffledSubarray(names, { minLength: 1 }), (chosen) => {
          const before = everythingIn(stores);
          const work = () =>
            stores.transaction(() => {
              for (const change of chosen) changes[change]?.();
              throw new RangeError('on purpose');
            });
          expect(work).toThrow('on purpose');
          expect(everythingIn(stores)).toEqual(before);
        }),
        { numRuns: 40 },
      );
    });

    test('what a rule refuses takes back what came before it', () => {
      const before = everythingIn(stores);
      const work = () =>
        stores.transaction(() => {
          stores.headers.add(header(4));
          stores.heads.save({ tips: [4, 99], lca: 1 });
        });
      expect(work).toThrow(expect.objectContaining({ code: 'CONSTRAINT' }));
      expect(everythingIn(stores)).toEqual(before);
    });

    test('one within another that fails takes back its own part', () => {
      stores.transaction(() => {
        stores.headers.add(header(4));
        const inner = () =>
          stores.transaction(() => {
            stores.headers.add(header(5));
            throw new RangeError('inner');
          });
        expect(inner).toThrow('inner');
      });
      expect(stores.headers.count()).toBe(4);
    });
  });
}

function fillStores(stores: ChainStores, { block }: Node): void {
  for (const id of [1, 2, 3]) stores.headers.add(header(id));
  const coins = { additions: [coin(1, MAX_UINT64), coin(2)], removals: [] };
  stores.blocks.add(1, block, coins);
  stores.blocks.add(2, block, { additions: [], removals: [] });
  stores.heads.save({ tips: [1, 2], lca: 1 });
  stores.coins.apply({ height: 0, ...coins, rewards: [coin(3)] });
  stores.coins.apply({ height: 1, additions: [coin(4)], removals: [], rewards: [] });
  stores.unfinished.put({ challengeHash: fill(1), iterations: 5n, block: { ...block, proofOfTime: null } });
  stores.sync.begin({ headerHash: fill(7), height: 7, weight: 7n });
  stores.sync.addHashes(0, [fill(1), fill(2), fill(3)]);
  stores.sync.putBlocks([block]);
}
