import { afterEach, describe, expect, test } from '@jest/globals';
import { coinbaseCoin, feesCoin } from '@salvia/blockchain';
import { coinName } from '@salvia/protocol';
import type { Wallet, WalletBlock } from '../../src/index.ts';
import { blockOn, payment } from '../support/blocks.ts';
import { networkOf } from '../support/network.ts';
import { openTestWallet, ownHash } from '../support/wallets.ts';

const FREEZE = 3;
const POOL = 14_000_000_000_000n;
const FARMER = 2_000_000_000_000n;

describe('rewards', () => {
  let wallet: Wallet;
  afterEach(() => wallet.close());

  const rewards = (height: number) => [coinbaseCoin(height, ownHash(0)), feesCoin(height, ownHash(0), FARMER)];
  const farm = async (extra: WalletBlock['additions'] = [], timestamp?: bigint) => {
    const additions = [...rewards(wallet.head().height + 1), ...extra];
    await wallet.receive([blockOn(wallet.head(), { additions, ...(timestamp === undefined ? {} : { timestamp }) })]);
  };

  test('are frozen for as many blocks as the network says, and payments are not', async () => {
    wallet = await openTestWallet({ network: networkOf({ constants: { COINBASE_FREEZE_PERIOD: FREEZE } }) });
    await farm([payment(ownHash(1), 5n, 'x')]);
    const reward = POOL + FARMER;
    expect(wallet.balance()).toMatchObject({ confirmed: reward + 5n, spendable: 5n, frozen: reward });
    for (let count = 1; count < FREEZE; count++) await farm();
    expect(wallet.balance()).toMatchObject({ spendable: 5n, frozen: 3n * reward });
    await farm();
    expect(wallet.balance()).toMatchObject({
      confirmed: 4n * reward + 5n,
      spendable: 5n + reward,
      frozen: 3n * reward,
    });
    const { coins } = wallet.coins({ spendableOnly: true });
    expect(coins.map(({ confirmedHeight }) => confirmedHeight)).toEqual([1, 1, 1]);
    expect(coins.filter(({ coinbase }) => !coinbase)).toHaveLength(1);
  });

  test('a network without a freeze has none', async () => {
    wallet = await openTestWallet({ network: networkOf({ constants: { COINBASE_FREEZE_PERIOD: 0 } }) });
    await farm();
    expect(wallet.balance()).toMatchObject({ spendable: POOL + FARMER, frozen: 0n });
  });

  test('of the same second and amount are both kept', async () => {
    wallet = await openTestWallet();
    await farm([], 500n);
    await farm([], 500n);
    const { transactions } = wallet.history();
    expect(transactions).toHaveLength(4);
    expect(new Set(transactions.map(({ createdAt }) => createdAt))).toEqual(new Set([500]));
    expect(wallet.balance().confirmed).toBe(2n * (POOL + FARMER));
  });

  test('of genesis are there from the start', async () => {
    wallet = await openTestWallet({ network: networkOf({ rewards: ownHash(3), timestamp: 2n ** 64n - 1n }) });
    const genesis = 500_000_000_000_000_000n;
    expect(wallet.balance()).toMatchObject({ confirmed: genesis + FARMER, frozen: genesis + FARMER });
    expect(wallet.ownsPuzzleHash(ownHash(103))).toBe(true);
    expect((await wallet.rescan(0)).height).toBe(0);
    expect(wallet.balance().confirmed).toBe(genesis + FARMER);
  });

  test('amounts above 2^63 are exact, one by one and together', async () => {
    wallet = await openTestWallet();
    const amounts = [2n ** 64n - 2n, 2n ** 63n, 2n ** 63n - 1n, 2n ** 53n + 1n, 1n];
    const coins = amounts.map((amount) => payment(ownHash(0), amount, 'x'));
    await wallet.receive([blockOn(wallet.head(), { additions: coins })]);
    const sum = amounts.reduce((a, b) => a + b);
    expect(wallet.balance()).toMatchObject({ confirmed: sum, unconfirmed: sum, spendable: sum });
    for (const coin of coins) {
      const found = wallet.coins().coins.find(({ name }) => Buffer.compare(name, coinName(coin)) === 0);
      expect(found?.coin).toEqual(coin);
    }
    expect(
      wallet
        .history()
        .transactions.map(({ amount }) => amount)
        .sort(),
    ).toEqual([...amounts].sort());
  });
});
