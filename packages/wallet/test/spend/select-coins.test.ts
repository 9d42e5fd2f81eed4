import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type SelectableCoin, selectCoins } from '../../src/index.ts';
import { failure } from './support/spends.ts';

const nameOf = (number: number): Uint8Array => {
  const name = new Uint8Array(32);
  new DataView(name.buffer).setUint32(28, number);
  return name;
};

const coinOf = (number: number, amount: bigint, confirmedHeight: number): SelectableCoin => ({
  name: nameOf(number),
  coin: { amount },
  confirmedHeight,
});

/** Coins in any order; many of one height, many of one amount. */
const wallets = fc
  .array(fc.record({ amount: fc.bigInt(0n, 50n), height: fc.nat(5) }), { minLength: 1, maxLength: 40 })
  .map((coins) => coins.map(({ amount, height }, number) => coinOf(number, amount, height)));

const worth = (coins: readonly SelectableCoin[]): bigint => coins.reduce((sum, { coin }) => sum + coin.amount, 0n);
const names = (coins: readonly SelectableCoin[]) => coins.map(({ name }) => Buffer.from(name).toString('hex'));
const codeOf = (thrown: unknown): string => (thrown as { code: string }).code;

const choice = (coins: readonly SelectableCoin[], need: bigint, limit: number) => {
  try {
    return names(selectCoins(coins, need, { limit }));
  } catch (error) {
    return codeOf(error);
  }
};

/** The most that so many coins are worth. */
const mostOf = (coins: readonly SelectableCoin[], count: number): bigint =>
  worth(coins.toSorted((a, b) => Number(b.coin.amount - a.coin.amount)).slice(0, count));

describe('the choice of coins', () => {
  test('suffices, takes none twice and no more than allowed, or there is none', () => {
    fc.assert(
      fc.property(wallets, fc.bigInt(0n, 1200n), fc.integer({ min: 1, max: 45 }), (coins, need, limit) => {
        if (worth(coins) < need) return expect(choice(coins, need, limit)).toBe('NOT_ENOUGH_FUNDS');
        if (mostOf(coins, limit) < need) return expect(choice(coins, need, limit)).toBe('TOO_MANY_COINS');
        const chosen = selectCoins(coins, need, { limit });
        expect(worth(chosen)).toBeGreaterThanOrEqual(need);
        expect(chosen.length).toBeGreaterThanOrEqual(1);
        expect(chosen.length).toBeLessThanOrEqual(limit);
        expect(new Set(names(chosen)).size).toBe(chosen.length);
        for (const coin of chosen) expect(coins).toContain(coin);
      }),
    );
  });

  test('takes no coin that it could do without at its end', () => {
    fc.assert(
      fc.property(wallets, fc.bigInt(1n, 1200n), fc.integer({ min: 1, max: 45 }), (coins, need, limit) => {
        fc.pre(mostOf(coins, limit) >= need);
        expect(worth(selectCoins(coins, need, { limit }).slice(0, -1))).toBeLessThan(need);
      }),
    );
  });

  test('is the same for the same coins in any order, and leaves the list as it is', () => {
    const shuffled = wallets.chain((coins) =>
      fc.tuple(fc.constant(coins), fc.shuffledSubarray(coins, { minLength: coins.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.bigInt(0n, 1200n), fc.integer({ min: 1, max: 45 }), ([coins, other], need, limit) => {
        const before = names(other);
        expect(choice(other, need, limit)).toEqual(choice(coins, need, limit));
        expect(names(other)).toEqual(before);
      }),
    );
  });

  test('is of the oldest, ties in order of names', () => {
    const coins = [coinOf(1, 5n, 9), coinOf(4, 5n, 3), coinOf(2, 5n, 3), coinOf(3, 5n, 4)];
    expect(names(selectCoins(coins, 11n, { limit: 10 }))).toEqual([2, 4, 3].map((n) => names([coinOf(n, 0n, 0)])[0]));
  });

  test('is of one coin if nothing is needed', () => {
    expect(selectCoins([coinOf(1, 0n, 3), coinOf(2, 5n, 2)], 0n, { limit: 10 })).toHaveLength(1);
  });

  test('is of the most valuable ones where the oldest are too many', () => {
    const small = Array.from({ length: 600 }, (_, number) => coinOf(number, 1n, 1));
    const large = [coinOf(1000, 500n, 7), coinOf(1001, 700n, 8)];
    expect(selectCoins([...small, ...large], 500n, { limit: 500 })).toHaveLength(500);
    expect(selectCoins([...small, ...large], 501n, { limit: 500 })).toEqual([large[1]]);
    expect(selectCoins([...small, ...large], 1201n, { limit: 500 })).toHaveLength(3);
  });

  test('says how much the coins of one transaction are worth at most', () => {
    const coins = Array.from({ length: 600 }, (_, number) => coinOf(number, BigInt(number), 1));
    const most = mostOf(coins, 500);
    expect(() => selectCoins(coins, most + 1n, { limit: 500 })).toThrow(
      failure('TOO_MANY_COINS', { need: most + 1n, limit: 500, most }),
    );
    expect(selectCoins(coins, most, { limit: 500 })).toHaveLength(500);
  });

  test('tells what is still to come from what is not there', () => {
    const coins = [coinOf(1, 5n, 1)];
    const few = (need: bigint, coming: bigint) => () => selectCoins(coins, need, { limit: 10, coming });
    expect(few(6n, 0n)).toThrow(failure('NOT_ENOUGH_FUNDS', { need: 6n, spendable: 5n }));
    expect(few(6n, 1n)).toThrow(failure('WAITING_FOR_CHANGE', { need: 6n, spendable: 5n, coming: 1n }));
    expect(few(7n, 1n)).toThrow(failure('NOT_ENOUGH_FUNDS', { need: 7n, spendable: 5n }));
    expect(() => selectCoins([], 0n, { limit: 10 })).toThrow(failure('NOT_ENOUGH_FUNDS', { spendable: 0n }));
    expect(() => selectCoins([], 1n, { limit: 10, coming: 1n })).toThrow(failure('WAITING_FOR_CHANGE'));
  });
});
