import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { coinName } from '@salvia/protocol';
import fc from 'fast-check';
import { type ChainStores, unpackHeaders } from '../../src/store/index.ts';
import { codeOf, fill } from '../consensus/support/hex.ts';
import { grow, type Node } from '../support/tree.ts';
import { coin, header, MAX_UINT64, summary } from './samples.ts';
import { transactionCompliance } from './transaction-compliance.ts';

/** What any stores of a chain must do, wherever they keep it. `reopen` gives what is left after closing. */
export interface StoresSetup {
  open(): Promise<ChainStores>;
  /** `null` where nothing is to be left. */
  readonly reopen: (() => Promise<ChainStores>) | null;
}

/** A hash of its own for each number. */
function numbered(value: number): Uint8Array {
  const hash = new Uint8Array(32);
  new DataView(hash.buffer).setUint32(7, value);
  return hash;
}

export function storesCompliance(name: string, setup: () => StoresSetup): void {
  transactionCompliance(name, () => setup().open());
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
      expect(codeOf(() => stores.headers.add(header(1, { headerHash: fill(2) })))).toBe('CONSTRAINT');
      expect(codeOf(() => stores.headers.add(header(2, { parentId: 9 })))).toBe('CONSTRAINT');
      expect(stores.headers.count()).toBe(1);
    });

    test.each([{ timestamp: 2n ** 64n }, { totalIters: -1n }, { minIters: 2n ** 64n }, { weight: 2n ** 128n }])(
      'a header with %o is refused, not cut',
      (field) => {
        expect(() => stores.headers.add(header(1, field))).toThrow(RangeError);
        expect(stores.headers.count()).toBe(0);
      },
    );

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

    test('a block is added once, and what is not there is not replaced', () => {
      stores.headers.add(header(1));
      const none = { additions: [], removals: [] };
      stores.blocks.add(1, node.block, none);
      expect(codeOf(() => stores.blocks.add(1, node.block, none))).toBe('CONSTRAINT');
      stores.blocks.replace(2, node.block);
      expect(stores.blocks.block(2)).toBeUndefined();
    });

    test('what is stored is its own: changing what was given changes nothing', () => {
      const given = { ...header(1), headerHash: fill(1) };
      const mutable = coin(1);
      stores.headers.add(given);
      stores.coins.apply({ height: 0, additions: [mutable], removals: [], rewards: [] });
      given.headerHash.fill(9);
      mutable.puzzleHash.fill(9);
      expect([...stores.headers.pages()].flatMap(unpackHeaders)).toEqual([summary(header(1))]);
      expect([...stores.coins.all()].map((record) => record.coin)).toEqual([coin(1)]);
    });

    test('tips keep their order, whatever they are', () => {
      expect(stores.heads.load()).toEqual({ tips: [], lca: null });
      for (const id of [1, 2, 3]) stores.headers.add(header(id));
      stores.heads.save({ tips: [2, 3, 1], lca: 1 });
      expect(stores.heads.load()).toEqual({ tips: [2, 3, 1], lca: 1 });
      stores.heads.save({ tips: [3, 2], lca: 2 });
      expect(stores.heads.load()).toEqual({ tips: [3, 2], lca: 2 });
    });

    test.each([
      { tips: [1, 9], lca: 1 },
      { tips: [1], lca: 9 },
      { tips: [1, 1], lca: 1 },
    ])('heads %o are refused', (heads) => {
      stores.headers.add(header(1));
      expect(codeOf(() => stores.transaction(() => stores.heads.save(heads)))).toBe('CONSTRAINT');
      expect(stores.heads.load()).toEqual({ tips: [], lca: null });
    });

    test('coins are created, spent, found by puzzle hash and taken back (consensus 9.4)', () => {
      const { coins } = stores;
      const [spent, kept, reward] = [coin(1, MAX_UINT64), { ...coin(2, 0n), puzzleHash: fill(8) }, coin(3)];
      const record = (of: typeof spent, confirmed: number, spentAt: number, coinbase = false) => ({
        coin: of,
        confirmedBlockIndex: confirmed,
        spentBlockIndex: spentAt,
        spent: spentAt > 0,
        coinbase,
      });
      expect([coins.height(), coins.count(), coins.get(coinName(spent))]).toEqual([-1, 0, undefined]);
      coins.apply({ height: 0, additions: [spent], removals: [], rewards: [reward] });
      coins.apply({ height: 1, additions: [kept], removals: [], rewards: [] });
      coins.apply({ height: 2, additions: [], removals: [coinName(spent), fill(99)], rewards: [] });
      expect([coins.height(), coins.count()]).toEqual([2, 3]);
      expect(coins.get(coinName(spent))).toEqual(record(spent, 0, 2));
      expect(coins.withPuzzleHash(fill(7))).toEqual(
        [record(spent, 0, 2), record(reward, 0, 0, true)].sort((a, b) =>
          Buffer.compare(coinName(a.coin), coinName(b.coin)),
        ),
      );
      expect(coins.withPuzzleHash(fill(8))).toEqual([record(kept, 1, 0)]);
      expect(coins.withPuzzleHash(fill(9))).toEqual([]);
      coins.rollBack(1);
      expect([coins.height(), coins.get(coinName(spent))]).toEqual([1, record(spent, 0, 0)]);
      coins.rollBack(0);
      expect([coins.height(), coins.get(coinName(kept)), coins.count()]).toEqual([0, undefined, 2]);
      coins.rollBack(-1);
      expect([coins.height(), [...coins.all()]]).toEqual([-1, []]);
    });

    test('a coin that is created and spent in one block is both, and a coin created again replaces its row', () => {
      const { coins } = stores;
      coins.apply({ height: 4, additions: [coin(1)], removals: [coinName(coin(1))], rewards: [] });
      expect(coins.get(coinName(coin(1)))).toMatchObject({ confirmedBlockIndex: 4, spentBlockIndex: 4, spent: true });
      coins.apply({ height: 5, additions: [], removals: [], rewards: [coin(1)] });
      expect(coins.get(coinName(coin(1)))).toMatchObject({ confirmedBlockIndex: 5, spent: false, coinbase: true });
      expect([coins.count(), coins.withPuzzleHash(fill(7))]).toMatchObject([1, [{ confirmedBlockIndex: 5 }]]);
      coins.rollBack(4);
      expect(coins.count()).toBe(0);
    });

    test.each([-1n, 2n ** 64n])('a coin of %s is refused, not cut', (amount) => {
      const apply = () => stores.coins.apply({ height: 0, additions: [coin(1, amount)], removals: [], rewards: [] });
      expect(codeOf(apply)).toBe('OUT_OF_RANGE');
      expect(stores.coins.count()).toBe(0);
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

    test('a sync keeps its target, at the limits of its integers too, until it ends or another begins', () => {
      const { sync } = stores;
      expect(sync.target()).toBeNull();
      const target = { headerHash: fill(1), height: 2 ** 32 - 1, weight: 2n ** 128n - 1n };
      sync.begin(target);
      expect(sync.target()).toEqual(target);
      sync.addHashes(0, [fill(1), fill(2)]);
      sync.putBlocks([node.block]);
      const other = { headerHash: fill(2), height: 3, weight: 4n };
      sync.begin(other);
      expect([sync.target(), sync.hashCount, sync.hash(0), sync.blockCount]).toEqual([other, 0, undefined, 0]);
      sync.addHashes(0, [fill(1)]);
      sync.clear();
      expect([sync.target(), sync.hashCount]).toEqual([null, 0]);
      expect(() => sync.begin({ ...target, weight: 2n ** 128n })).toThrow(RangeError);
    });

    test('a sync gives its hashes by height, whatever pages they are in', () => {
      const { sync } = stores;
      const hashes = Array.from({ length: 2500 }, (_, height) => numbered(height));
      sync.addHashes(0, hashes.slice(0, 1000));
      sync.addHashes(1000, hashes.slice(1000, 1001));
      sync.addHashes(1001, hashes.slice(1001));
      expect(sync.hashCount).toBe(2500);
      expect(hashes.map((_, height) => sync.hash(height))).toEqual(hashes);
      expect([sync.hash(-1), sync.hash(2500), sync.hash(2 ** 33)]).toEqual([undefined, undefined, undefined]);
    });

    test('hashes of a sync are any array of hashes, from any height on, without gaps', () => {
      const at = fc.record({ from: fc.nat(5000), count: fc.integer({ min: 1, max: 2100 }) });
      fc.assert(
        fc.property(fc.array(at, { maxLength: 6 }), fc.nat(4000), (steps, start) => {
          const { sync } = stores;
          sync.clear();
          let model = new Map<number, Uint8Array>();
          for (const [step, { from, count }] of [{ from: start, count: 3 }, ...steps].entries()) {
            const added = Array.from({ length: count }, (_, place) => numbered(10_000 * step + place));
            const end = model.size === 0 ? null : Math.max(...model.keys()) + 1;
            if (end !== null && from > end) {
              expect(() => sync.addHashes(from, added)).toThrow(RangeError);
              continue;
            }
            sync.addHashes(from, added);
            model = new Map([...model].filter(([height]) => height < from));
            for (const [place, hash] of added.entries()) model.set(from + place, hash);
          }
          const end = Math.max(...model.keys()) + 1;
          expect(sync.hashCount).toBe(end);
          const probes = [
            0,
            start - 1,
            start,
            end - 1,
            end,
            ...steps.flatMap(({ from }) => [from - 1, from, from + 1]),
          ];
          for (const height of probes) expect(sync.hash(height)).toEqual(model.get(height));
        }),
        { numRuns: 40 },
      );
    });

    test.each([
      ['a hash of another length', 0, [new Uint8Array(31)]],
      ['a negative height', -1, [fill(1)]],
      ['a broken height', 0.5, [fill(1)]],
    ] as const)('%s is refused, and what is there stays', (_name, from, hashes) => {
      stores.sync.addHashes(0, [fill(1), fill(2)]);
      expect(() => stores.sync.addHashes(from, hashes)).toThrow(RangeError);
      expect([stores.sync.hashCount, stores.sync.hash(1)]).toEqual([2, fill(2)]);
    });

    test('blocks of a sync come back as they were put last, until they are dropped', () => {
      const { sync } = stores;
      expect([sync.block(node.hash), sync.hasBlock(node.hash)]).toEqual([undefined, false]);
      sync.putBlocks([{ ...node.block, proofOfTime: null }]);
      sync.putBlocks([node.block]);
      expect([sync.block(node.hash), sync.hasBlock(node.hash), sync.blockCount]).toEqual([node.block, true, 1]);
      sync.dropBlock(fill(1));
      sync.dropBlock(node.hash);
      expect([sync.block(node.hash), sync.blockCount]).toEqual([undefined, 0]);
    });

    test('after closing, everything fails with CLOSED', async () => {
      await stores.close();
      expect(codeOf(() => stores.headers.count())).toBe('CLOSED');
      expect(codeOf(() => stores.coins.get(fill(1)))).toBe('CLOSED');
      expect(codeOf(() => stores.transaction(() => 0))).toBe('CLOSED');
      expect(codeOf(() => stores.blocks.block(1))).toBe('CLOSED');
      expect(codeOf(() => stores.heads.load())).toBe('CLOSED');
      expect(codeOf(() => stores.unfinished.list())).toBe('CLOSED');
      expect(codeOf(() => stores.sync.hash(0))).toBe('CLOSED');
      expect(codeOf(() => stores.sync.target())).toBe('CLOSED');
    });

    test('what was written is there after opening again, if it is to last', async () => {
      stores.headers.add(header(1));
      stores.coins.apply({ height: 0, additions: [], removals: [], rewards: [coin(1, MAX_UINT64)] });
      stores.sync.begin({ headerHash: fill(1), height: 1, weight: 1n });
      stores.sync.addHashes(0, [fill(2)]);
      stores.sync.putBlocks([node.block]);
      await stores.close();
      if (reopen === null) return;
      stores = await reopen();
      expect(stores.sync.target()).toEqual({ headerHash: fill(1), height: 1, weight: 1n });
      expect([stores.sync.hash(0), stores.sync.block(node.hash)]).toEqual([fill(2), node.block]);
      expect([...stores.headers.pages()].flatMap(unpackHeaders)).toEqual([summary(header(1))]);
      expect([...stores.coins.all()].map((record) => record.coin)).toEqual([coin(1, MAX_UINT64)]);
    });
  });
}
