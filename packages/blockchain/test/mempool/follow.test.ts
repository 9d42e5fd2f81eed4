import { beforeAll, describe, expect, test } from '@jest/globals';
import { selectBackend } from '@salvia/bls';
import { coinName, MempoolInclusionStatus, type SpendBundle, spendBundleName } from '@salvia/protocol';
import { encodeFilter, type Mempools } from '../../src/index.ts';
import { codeOf, toHex } from '../consensus/support/hex.ts';
import { coinOf, condition, nameOf, PUBLIC_KEY, paying, signedBundle, unsignedBundle } from './support/bundles.ts';
import { NOW_MS, setup } from './support/setup.ts';
import type { TestBlock } from './support/test-chain.ts';

const { SUCCESS, PENDING } = MempoolInclusionStatus;
const coins = Array.from({ length: 40 }, (_, at) => coinOf(at + 1));
const coin = (at: number) => coins[at] as (typeof coins)[number];
const last = (blocks: readonly TestBlock[]) => blocks.at(-1) as TestBlock;
const spend = (at: number, fee = 5n) => unsignedBundle([paying(coin(at), fee)]);
const spendName = (at: number) => coinName(coin(at));

/** What each mempool holds, as names, in the order of the tips. */
async function contents(mempools: Mempools, bundles: readonly SpendBundle[]): Promise<number[][]> {
  return mempools.state().map(({ headerHash }) => {
    const names = mempools.bundleFor(headerHash)?.names.map(toHex) ?? [];
    return bundles.flatMap((bundle, at) => (names.includes(nameOf(bundle)) ? [at] : []));
  });
}

beforeAll(async () => {
  await selectBackend();
});

describe('when the tips change', () => {
  test("a new tip's mempool has what is valid there; others stay", async () => {
    const { chain, blocks, mempools } = setup({ coins });
    const bundles = [0, 1, 2].map((at) => spend(at));
    for (const bundle of bundles) await mempools.add(bundle, NOW_MS);
    const mined = chain.grow(last(blocks), { spends: [spendName(1)] });
    chain.choose(mined, last(blocks), blocks[3] as TestBlock);
    await mempools.update(NOW_MS);
    expect(mempools.state().map(({ height }) => height)).toEqual([5, 4, 3]);
    expect(await contents(mempools, bundles)).toEqual([
      [0, 2],
      [0, 1, 2],
      [0, 1, 2],
    ]);
  });

  test('what was mined on a branch that is given up returns, and what the other branch spends goes', async () => {
    const { chain, blocks, mempools } = setup({ coins });
    const bundles = [0, 1, 2, 3].map((at) => spend(at));
    for (const bundle of bundles) await mempools.add(bundle, NOW_MS);
    // The main chain mines 0 and 1 and goes on until no mempool has them.
    let tips = [last(blocks), blocks[3] as TestBlock, blocks[2] as TestBlock];
    for (let n = 0; n < 4; n++) {
      const next = chain.grow(tips[0] as TestBlock, { spends: n === 0 ? [spendName(0), spendName(1)] : [] });
      tips = [next, tips[0] as TestBlock, tips[1] as TestBlock];
      chain.choose(...tips);
      await mempools.update(NOW_MS);
    }
    expect(mempools.has(spendBundleName(bundles[0] as SpendBundle))).toBe(false);
    expect(await contents(mempools, bundles)).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
    // Another branch, which we hear of at a stroke, has mined 1 and 3.
    let side = last(blocks);
    const branch: TestBlock[] = [];
    for (let n = 0; n < 6; n++) {
      side = chain.grow(side, { spends: n === 1 ? [spendName(1), spendName(3)] : [], salt: 1 });
      branch.unshift(side);
    }
    chain.choose(...branch.slice(0, 3));
    await mempools.update(NOW_MS);
    expect(await contents(mempools, bundles)).toEqual([
      [0, 2],
      [0, 2],
      [0, 2],
    ]);
  });

  test('behind the lowest tip, what any of the last heights held is offered again', async () => {
    const { chain, blocks, mempools } = setup({ coins, tips: 1 });
    const bundle = spend(0);
    await mempools.add(bundle, NOW_MS);
    let tip = last(blocks);
    const grow = async (effects: { spends?: Uint8Array[] } = {}) => {
      tip = chain.grow(tip, effects);
      chain.choose(tip);
      await mempools.update(NOW_MS);
    };
    await grow({ spends: [spendName(0)] });
    for (let n = 0; n < 9; n++) await grow();
    expect(mempools.names()).toHaveLength(0);
    chain.choose(chain.grow(last(blocks), { salt: 2 }));
    await mempools.update(NOW_MS);
    expect(mempools.names()).toEqual([spendBundleName(bundle)]);
    // Once more, and so long that two hundred other heights have been seen since.
    tip = chain.grow(last(blocks), { salt: 2 });
    await grow({ spends: [spendName(0)] });
    for (let n = 0; n < 201; n++) await grow();
    chain.choose(chain.grow(last(blocks), { salt: 3 }));
    await mempools.update(NOW_MS);
    expect(mempools.names()).toHaveLength(0);
  });

  test('bundles that wait are tried, and do not wait any longer once taken', async () => {
    const { chain, blocks, mempools } = setup({ coins });
    const locked = signedBundle([{ coin: coin(0), conditions: [condition(83, 5n)] }], 'mainnet');
    const worse = spend(1, 5n);
    await mempools.add(spend(1, 6n), NOW_MS);
    expect(await mempools.add(locked, NOW_MS)).toMatchObject({ status: PENDING });
    expect(await mempools.add(worse, NOW_MS)).toMatchObject({ status: PENDING });
    expect(mempools.pendingCount()).toBe(2);
    const next = chain.grow(last(blocks), { spends: [] });
    chain.choose(next, last(blocks));
    await mempools.update(NOW_MS);
    expect(await contents(mempools, [locked, worse])).toEqual([[0], []]);
    expect(mempools.pendingCount()).toBe(1);
  });

  test('a bundle that waits is not taken without its signature, and waits no longer', async () => {
    const { chain, blocks, mempools } = setup({ coins });
    const conditions = [condition(83, 5n), condition(50, PUBLIC_KEY, Uint8Array.of(1))];
    expect(await mempools.add(unsignedBundle([{ coin: coin(0), conditions }]), NOW_MS)).toMatchObject({
      status: PENDING,
    });
    chain.choose(chain.grow(last(blocks)));
    await mempools.update(NOW_MS);
    expect(mempools.names()).toHaveLength(0);
    expect(mempools.pendingCount()).toBe(0);
  });

  test('time locks are looked at anew on each tip', async () => {
    const { chain, blocks, mempools } = setup({ coins, tips: 1 });
    const until = unsignedBundle([{ coin: coin(0), conditions: [condition(87, 5n)] }]);
    expect(await mempools.add(until, NOW_MS)).toMatchObject({ status: SUCCESS });
    chain.choose(chain.grow(last(blocks)));
    await mempools.update(NOW_MS);
    expect(mempools.names()).toHaveLength(0);
    expect(mempools.pendingCount()).toBe(0);
  });

  test('rounds follow one another, and a failed one does not end the next', async () => {
    const { chain, blocks, mempools } = setup({ coins });
    await mempools.add(spend(0), NOW_MS);
    const next = chain.grow(last(blocks));
    const view = chain.view.bind(chain);
    let failing = true;
    Object.assign(chain, {
      view: (hash: Uint8Array) => {
        if (failing) throw new Error('closed');
        return view(hash);
      },
    });
    chain.choose(next);
    const first = mempools.update(NOW_MS);
    const second = mempools.update(NOW_MS);
    await expect(first).rejects.toThrow('closed');
    await expect(second).rejects.toThrow('closed');
    failing = false;
    const rounds = [mempools.update(NOW_MS), mempools.update(NOW_MS)];
    await Promise.all(rounds);
    expect(mempools.state().map(({ height, count }) => [height, count])).toEqual([[5, 1]]);
  });
});

describe('the exchange of names', () => {
  test('gives what the other has not', async () => {
    const { mempools } = setup({ coins });
    const bundles = [0, 1, 2, 3].map((at) => spend(at));
    for (const bundle of bundles) await mempools.add(bundle, NOW_MS);
    const names = bundles.map(spendBundleName);
    expect(mempools.names()).toEqual(names);
    expect(mempools.filter()).toEqual(encodeFilter(names));
    expect(mempools.notIn(encodeFilter(names.slice(0, 2)))).toEqual(bundles.slice(2));
    expect(mempools.notIn(encodeFilter([]), 3)).toHaveLength(3);
    expect(mempools.notIn(mempools.filter())).toEqual([]);
  });

  test('follows what the mempools hold', async () => {
    const { mempools } = setup({ coins });
    expect(mempools.filter()).toEqual(encodeFilter([]));
    await mempools.add(spend(0), NOW_MS);
    expect(mempools.filter()).toEqual(encodeFilter([spendBundleName(spend(0))]));
  });

  test('refuses what is no filter', () => {
    expect(codeOf(() => setup({ coins }).mempools.notIn(Uint8Array.of(5, 1)))).toBe('BAD_FILTER');
  });
});
