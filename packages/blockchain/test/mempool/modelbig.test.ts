import { describe, expect, test } from '@jest/globals';
import type { CoinRules } from '@salvia/clvm';
import { type Coin, type Constants, coinName, MempoolInclusionStatus } from '@salvia/protocol';
import fc from 'fast-check';
import { createMempools, type Mempools } from '../../src/index.ts';
import { toHex } from '../consensus/support/hex.ts';
import { coinOf } from './support/bundles.ts';
import { NaiveMempools } from './support/naive-mempools.ts';
import { makeOffer, type Offer, type OfferPlan, trusting } from './support/offers.ts';
import { NOW_MS, type Setup, setup } from './support/setup.ts';
import type { TestBlock } from './support/test-chain.ts';

const COINS = Array.from({ length: 7 }, (_, at) => coinOf(at + 1));
const rules: readonly CoinRules[] = ['mainnet', 'beta18'];

/** Room for few bundles, so that mempools and blocks are full most of the time. */
const ROOM: Record<CoinRules, Partial<Constants>> = {
  mainnet: { MAX_BLOCK_COST_CLVM: 30_000_000n, MEMPOOL_BLOCK_BUFFER: 1 },
  beta18: { MAX_BLOCK_COST_CLVM: 150_000n, TX_PER_SEC: 1, BLOCK_TIME_TARGET: 4, MEMPOOL_BLOCK_BUFFER: 1 },
};

const plan: fc.Arbitrary<OfferPlan> = fc.record({
  coins: fc.subarray(COINS, { minLength: 1, maxLength: 3 }),
  fee: fc.oneof(fc.constantFrom(0n, 1n, 5n), fc.bigInt({ min: 0n, max: 60_000_000n })),
  lock: fc.constantFrom(0, 0, 0, 4, 5, 7),
  outputs: fc.integer({ min: 1, max: 3 }),
});

type Step =
  | { readonly kind: 'add'; readonly which: number }
  /** A block on the first tip, with what its mempool offers. */
  | { readonly kind: 'mine' }
  /** A branch of some blocks, the first of which spends some coins. */
  | { readonly kind: 'fork'; readonly back: number; readonly length: number; readonly spends: readonly Coin[] };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('add' as const), which: fc.nat({ max: 11 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('mine' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('fork' as const),
      back: fc.integer({ min: 1, max: 6 }),
      length: fc.integer({ min: 1, max: 5 }),
      spends: fc.subarray(COINS, { maxLength: 2 }),
    }),
  },
);

/** A chain with its branches: where the next block goes. */
function walker({ chain, blocks }: Setup) {
  let line = [...blocks];
  let salt = 0;
  const choose = (count: number): TestBlock[] => {
    const tips = line.slice(-count).reverse();
    chain.choose(...tips);
    return tips;
  };
  const grow = (spends: readonly Uint8Array[]) => {
    line.push(chain.grow(line.at(-1) as TestBlock, { spends, salt: ++salt % 256 }));
  };
  return {
    mine(removals: readonly Uint8Array[]) {
      grow(removals);
      return choose(3);
    },
    fork(back: number, length: number, coins: readonly Coin[]) {
      line = line.slice(0, Math.max(2, line.length - back));
      const free = coins.filter((coin) => line.at(-1)?.coins.get(toHex(coinName(coin)))?.spent === false);
      grow(free.map(coinName));
      for (let at = 1; at < length; at++) grow([]);
      return choose(Math.min(3, length));
    },
  };
}

const contents = (mempools: Mempools): Set<string> => new Set(mempools.names().map(toHex));

/** What must hold of any mempool. */
function expectSound(mempools: Mempools, naive: NaiveMempools, constants: Constants): void {
  for (const { tip, items } of naive.pools) {
    const spent = items.flatMap(({ coins }) => coins.map((coin) => toHex(coinName(coin))));
    expect(new Set(spent).size).toBe(spent.length);
    const made = mempools.bundleFor(tip.hash);
    expect(made?.names.map(toHex) ?? []).toEqual(naive.bundleFor(tip));
    expect(made?.cost ?? 0n).toBeLessThanOrEqual(constants.MAX_BLOCK_COST_CLVM);
    for (const name of made?.removals ?? []) expect(tip.view.coin(name)).toMatchObject({ spent: false });
  }
}

function expectSame(mempools: Mempools, naive: NaiveMempools): void {
  expect(mempools.state().map(({ headerHash, count, cost, fees }) => [toHex(headerHash), count, cost, fees])).toEqual(
    naive.pools.map(({ tip, items }) => [
      toHex(tip.hash),
      items.length,
      items.reduce((sum, { cost }) => sum + cost, 0n),
      items.reduce((sum, { fee }) => sum + fee, 0n),
    ]),
  );
  expect(contents(mempools)).toEqual(new Set(naive.pools.flatMap(({ items }) => items.map(({ name }) => name))));
  expect(mempools.pendingCount()).toBe(naive.pending.length);
}

describe.each(rules)('mempools under %s', (coinRules) => {
  /** Plans that make the same bundle are one offer. */
  const offersOf = async (plans: readonly OfferPlan[]): Promise<Offer[]> => {
    const offers = await Promise.all(plans.map((each) => makeOffer(each, coinRules)));
    const byName = new Map(offers.map((offer) => [offer.name, offer]));
    return offers.map(({ name }) => byName.get(name) as Offer);
  };
  const begin = () => setup({ coinRules, coins: COINS, constants: ROOM[coinRules], verifier: trusting(coinRules) });

  test('hold what a naive model holds, whatever is offered and however the chain goes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 12, maxLength: 12 }),
        fc.array(step, { minLength: 5, maxLength: 40 }),
        async (plans, steps) => {
          const offers = await offersOf(plans);
          const made = begin();
          const { mempools, constants, blocks } = made;
          const walk = walker(made);
          const naive = new NaiveMempools(blocks.slice(-3).reverse(), coinRules, constants);
          for (const next of steps) {
            if (next.kind === 'add') {
              const offer = offers[next.which] as Offer;
              const { status } = await mempools.add(offer.bundle, NOW_MS);
              if (offer.cost <= limitOf(constants)) expect(status).toBe(MempoolInclusionStatus[naive.add(offer)]);
              else expect(status).toBe(MempoolInclusionStatus.FAILED);
            } else {
              const [first] = naive.pools;
              const removals = (first && mempools.bundleFor(first.tip.hash)?.removals) ?? [];
              const tips = next.kind === 'mine' ? walk.mine(removals) : walk.fork(next.back, next.length, next.spends);
              naive.update(tips);
              await mempools.update(NOW_MS);
            }
            expectSame(mempools, naive);
            expectSound(mempools, naive, constants);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });

  const limitOf = ({ MAX_BLOCK_COST_CLVM }: Constants): bigint =>
    coinRules === 'mainnet' ? MAX_BLOCK_COST_CLVM / 2n : MAX_BLOCK_COST_CLVM;

  test('take offers that cross each other as if they had come one after the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(plan, { minLength: 2, maxLength: 12 }), fc.scheduler(), async (plans, scheduler) => {
        const offers = await offersOf(plans);
        const { chain, constants, mempools: orderly } = begin();
        const trusted = trusting(coinRules);
        const pool = {
          runGenerator: scheduler.scheduleFunction(trusted.runGenerator),
          aggregateSignature: scheduler.scheduleFunction(trusted.aggregateSignature),
        };
        const limits = { costly: { atOnce: 2, waiting: 99, waitingBytes: 1 << 20 } };
        const crossing = createMempools({ chain, constants, coinRules, pool, limits });
        const decided: { readonly offer: Offer; readonly status: number }[] = [];
        const distinct = [...new Map(offers.map((offer) => [offer.name, offer])).values()];
        const all = Promise.all(
          distinct.map(async (offer) => {
            const { status } = await crossing.add(offer.bundle, NOW_MS);
            decided.push({ offer, status });
          }),
        );
        await scheduler.waitFor(all);
        for (const { offer, status } of decided) expect((await orderly.add(offer.bundle, NOW_MS)).status).toBe(status);
        expect(crossing.state()).toEqual(orderly.state());
        expect(contents(crossing)).toEqual(contents(orderly));
        expect(crossing.pendingCount()).toBe(orderly.pendingCount());
      }),
      { numRuns: 500 },
    );
  });
});
