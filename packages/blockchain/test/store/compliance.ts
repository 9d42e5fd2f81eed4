import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Coin } from '@salvia/protocol';
import type { StoredHeader } from '../../src/store/header-store.ts';
import { type ChainStores, type HeaderSummary, unpackHeaders } from '../../src/store/index.ts';
import { codeOf, fill } from '../consensus/support/hex.ts';
import { grow, type Node } from '../support/tree.ts';

/** What any stores of a chain must do, wherever they keep it. `reopen` gives what is left after closing. */
export interface StoresSetup {
  open(): Promise<ChainStores>;
  /** `null` where nothing is to be left. */
  readonly reopen: (() => Promise<ChainStores>) | null;
}

export const MAX_UINT64 = 2n ** 64n - 1n;

const header = (id: number, changes: Partial<StoredHeader> = {}): StoredHeader => ({
  id,
  headerHash: fill(id),
  parentId: id === 1 ? null : id - 1,
  height: id - 1,
  timestamp: BigInt(id),
  weight: BigInt(id),
  totalIters: BigInt(id),
  minIters: 1n,
  challengeHash: fill(100 + id),
  proofsHash: fill(200 - id),
  ...changes,
});

const summary = ({ challengeHash: _challenge, proofsHash: _proofs, ...rest }: StoredHeader): HeaderSummary => rest;

const coin = (byte: number, amount = 1n): Coin => ({ parentCoinInfo: fill(byte), puzzleHash: fill(7), amount });

export function storesCompliance(name: string, setup: () => StoresSetup): void {
  describe(name, () => {
    let stores: ChainStores;
    let node: Node;
    let reopen: StoresSetup['reopen'];
    beforeEach(async () => {
      const made = setup();
      reopen = made.reopen;
      stores = await made.open();
      node ??= await grow(null);
    });
    afterEach(() => stores.close());

    test('headers come back as they went in, at the limits of their integers too', () => {
      const limits = { timestamp: MAX_UINT64, weight: 2n ** 128n - 1n, totalIters: MAX_UINT64, minIters: MAX_UINT64 };
      const all = [header(1), header(2), header(3, { parentId: 1, height: 1, ...limits })];
      for (const it of all) stores.headers.add(it);
      expect([...stores.headers.pages()].flatMap(unpackHeaders)).toEqual(all.map(summary));
      expect(stores.headers.count()).toBe(3);
      expect(stores.headers.idsAtHeight(1)).toEqual([2, 3]);
      expect(stores.headers.idsAnswering(fill(102))).toEqual([2]);
      expect(stores.headers.proofHashes(3)).toEqual({ challengeHash: fill(103), proofsHash: fill(197) });
      expect(stores.headers.proofHashes(4)).toBeUndefined();
    });

    test('a header is there once', () => {
      stores.headers.add(header(1));
      expect(codeOf(() => stores.headers.add(header(2, { headerHash: fill(1) })))).toBe('CONSTRAINT');
    });

    test('blocks come back whole and in parts, and in their new form once replaced', () => {
      stores.headers.add(header(1));
      const changes = { additions: [coin(1, MAX_UINT64), coin(2, 0n)], removals: [fill(9)] };
      stores.blocks.add(1, node.block, changes);
      expect(stores.blocks.block(1)).toEqual(node.block);
      expect(stores.blocks.header(1)).toEqual(node.block.header);
      expect(stores.blocks.changes(1)).toEqual({ header: node.block.header, changes });
      const other = { ...node.block, proofOfTime: null };
      stores.blocks.replace(1, other);
      expect(stores.blocks.block(1)).toEqual(other);
      expect(stores.blocks.changes(1)).toEqual({ header: node.block.header, changes });
      expect([stores.blocks.block(2), stores.blocks.header(2), stores.blocks.changes(2)]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    });

    test('a block without its header is refused', () => {
      const add = () => stores.blocks.add(5, node.block, { additions: [], removals: [] });
      expect(codeOf(add)).toBe('CONSTRAINT');
    });

    test('tips keep their order, whatever they are', () => {
      expect(stores.heads.load()).toEqual({ tips: [], lca: null });
      for (const id of [1, 2, 3]) stores.headers.add(header(id));
      stores.heads.save({ tips: [2, 3, 1], lca: 1 });
      expect(stores.heads.load()).toEqual({ tips: [2, 3, 1], lca: 1 });
      stores.heads.save({ tips: [3, 2], lca: 2 });
      expect(stores.heads.load()).toEqual({ tips: [3, 2], lca: 2 });
    });

    test('a transaction that fails leaves nothing', () => {
      const work = () =>
        stores.transaction(() => {
          stores.headers.add(header(1));
          stores.heads.save({ tips: [1], lca: 1 });
          stores.coins.apply({ height: 0, additions: [coin(1)], removals: [], rewards: [coin(2)] });
          throw new RangeError('on purpose');
        });
      expect(work).toThrow('on purpose');
      expect([stores.headers.count(), stores.heads.load().lca, stores.coins.count()]).toEqual([0, null, 0]);
    });

    test('an unfinished block stays the first one for its challenge and iterations', () => {
      const { unfinished } = stores;
      const block = { ...node.block, proofOfTime: null };
      const higher = { ...block, header: { ...block.header, data: { ...block.header.data, height: 5 } } };
      expect(unfinished.put({ challengeHash: fill(1), iterations: MAX_UINT64, block })).toBe(true);
      expect(unfinished.put({ challengeHash: fill(1), iterations: MAX_UINT64, block: higher })).toBe(false);
      expect(unfinished.put({ challengeHash: fill(1), iterations: 2n, block: higher })).toBe(true);
      expect(unfinished.get(fill(1), MAX_UINT64)).toEqual(block);
      expect(unfinished.get(fill(1), 3n)).toBeUndefined();
      expect(unfinished.list().map((it) => [it.block.header.data.height, it.iterations])).toEqual([
        [0, MAX_UINT64],
        [5, 2n],
      ]);
      expect(unfinished.pruneBelow(5)).toBe(1);
      expect(unfinished.list().map((it) => it.iterations)).toEqual([2n]);
    });

    test('after closing, everything fails with CLOSED', async () => {
      await stores.close();
      expect(codeOf(() => stores.headers.count())).toBe('CLOSED');
      expect(codeOf(() => stores.coins.get(fill(1)))).toBe('CLOSED');
      expect(codeOf(() => stores.transaction(() => 0))).toBe('CLOSED');
    });

    test('what was written is there after opening again, if it is to last', async () => {
      stores.headers.add(header(1));
      stores.coins.apply({ height: 0, additions: [], removals: [], rewards: [coin(1, MAX_UINT64)] });
      await stores.close();
      if (reopen === null) return;
      stores = await reopen();
      expect([...stores.headers.pages()].flatMap(unpackHeaders)).toEqual([summary(header(1))]);
      expect([...stores.coins.all()].map((record) => record.coin)).toEqual([coin(1, MAX_UINT64)]);
    });
  });
}
