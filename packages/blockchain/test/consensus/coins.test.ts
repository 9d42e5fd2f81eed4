import { describe, expect, test } from '@jest/globals';
import { type Coin, coinName } from '@salvia/protocol';
import fc from 'fast-check';
import {
  additionsRoot,
  BASE_FARMER_FEE,
  blockReward,
  coinbaseCoin,
  decodeFilter,
  feesCoin,
  hashCoinList,
  merkleRoot,
  removalsRoot,
  rewardCoins,
  transactionsFilter,
} from '../../src/consensus/index.ts';
import { codeOf, fill, fromHex, toHex } from './support/hex.ts';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const amount = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const coin: fc.Arbitrary<Coin> = fc.record({ parentCoinInfo: bytes32, puzzleHash: bytes32, amount });

describe('reward coins', () => {
  const farmer = fromHex('7a916bdc50d3d0337b0998668a4f439670339467d7e9039b8650ba7b1d4fc1a0');

  test('of the release genesis', () => {
    const [coinbase, fees] = rewardCoins({
      height: 0,
      poolTarget: { puzzleHash: farmer, maxHeight: 0 },
      farmerRewardsPuzzleHash: farmer,
      totalTransactionFees: BASE_FARMER_FEE,
    });
    expect(toHex(coinName(coinbase))).toBe('6fda2aa82946f3b15fb81e3b0a525ef81397bce513f65dadbc96697922758be5');
    expect(toHex(coinName(fees))).toBe('e2525d2709c6238bb2bde069ceedcf4eb53185ed1ab5c896083db7ef80e3a080');
    expect(toHex(additionsRoot([coinbase, fees]))).toBe(
      '8c2d029ab008735e6d315af50fa71d87607c92eb07b9aa90c1ef7aa210f4f28d',
    );
  });

  test('have parents that follow from the height', () => {
    expect(toHex(coinbaseCoin(258, farmer).parentCoinInfo)).toBe(`${'00'.repeat(30)}0102`);
    expect(toHex(feesCoin(0, farmer, 1n).parentCoinInfo)).toBe(
      '8cb9012517c817fead650287d61bdd9c68803b6bf9c64133dcab3e65b5a50cb9',
    );
    expect(blockReward(0)).toBe(500_000n * 10n ** 12n);
    expect(blockReward(1)).toBe(14n * 10n ** 12n);
  });

  test.each([-1, 1.5, 2 ** 32])('there are none at height %p', (height) => {
    expect(codeOf(() => coinbaseCoin(height, farmer))).toBe('INTEGER_OUT_OF_RANGE');
  });
});

describe('roots', () => {
  test('the hash of a list takes names in descending order, however they come', () => {
    const [low, high] = [255n, 0n].map((value) => ({ parentCoinInfo: fill(1), puzzleHash: fill(2), amount: value }));
    const hash = '45ed4fa52a8ae0c36a79b6cb93f41397cce55c33f4f3441bb31728d99f04da54';
    expect(toHex(hashCoinList([low as Coin, high as Coin]))).toBe(hash);
    expect(toHex(hashCoinList([high as Coin, low as Coin]))).toBe(hash);
  });

  test('the additions root does not depend on the order of coins', () => {
    fc.assert(
      fc.property(fc.array(coin), (coins) => {
        expect(additionsRoot([...coins].reverse())).toEqual(additionsRoot(coins));
      }),
    );
  });

  test('coins of one puzzle hash stand together', () => {
    fc.assert(
      fc.property(bytes32, fc.array(coin, { minLength: 1 }), (puzzleHash, coins) => {
        const group = coins.map((one) => ({ ...one, puzzleHash }));
        expect(additionsRoot(group)).toEqual(merkleRoot([puzzleHash, hashCoinList(group)]));
      }),
    );
  });

  test('no coins and no removals have the root of the empty set', () => {
    expect(additionsRoot([])).toEqual(fill(0));
    expect(removalsRoot([])).toEqual(fill(0));
  });
});

test('the filter of a block has its puzzle hashes, its removals and the reward puzzle hashes', () => {
  const puzzleHash = fill(5);
  const data = { poolTarget: { puzzleHash: fill(3), maxHeight: 0 }, farmerRewardsPuzzleHash: fill(4) };
  const coins = [{ parentCoinInfo: fill(1), puzzleHash, amount: 1n }];
  const filter = decodeFilter(transactionsFilter(data, coins, [fill(6)]));
  expect(filter.count).toBe(4);
  expect([3, 4, 5, 6, 7].map((byte) => filter.matches(fill(byte)))).toEqual([true, true, true, true, false]);
});
