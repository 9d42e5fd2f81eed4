import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Wallet } from '../../src/index.ts';
import { blockOn, payment } from '../support/blocks.ts';
import { openTestWallet, ownHash, temporaryFiles } from '../support/wallets.ts';

const temporary = temporaryFiles();

describe('the window of addresses (wallet 4.2)', () => {
  let wallet: Wallet;
  beforeEach(async () => {
    wallet = await openTestWallet();
  });
  afterEach(() => wallet.close());

  const watched = () => wallet.interests(wallet.head().headerHash).puzzleHashes.length;

  test('has 100 addresses beyond those that were used', async () => {
    expect(watched()).toBe(100);
    expect((await wallet.newAddress()).index).toBe(0);
    expect((await wallet.newAddress()).index).toBe(1);
    expect(watched()).toBe(102);
    expect(wallet.ownsPuzzleHash(ownHash(101))).toBe(true);
    expect(wallet.ownsPuzzleHash(ownHash(102))).toBe(false);
  });

  test('moves with payments, also those in orphans', async () => {
    const first = blockOn(wallet.head());
    const orphan = blockOn(wallet.head(), { additions: [payment(ownHash(60), 1n, 'x')], difficulty: 1n });
    await wallet.receive([first, orphan]);
    expect(wallet.balance().confirmed).toBe(0n);
    expect(watched()).toBe(161);
    expect((await wallet.newAddress()).index).toBe(61);
  });

  test('does not move for an address that was used already', async () => {
    for (let count = 0; count < 3; count++) await wallet.newAddress();
    await wallet.receive([blockOn(wallet.head(), { additions: [payment(ownHash(1), 1n, 'x')] })]);
    expect(watched()).toBe(103);
  });

  test('an address beyond it is not given out, as payments there would not be seen', async () => {
    expect(wallet.address(99)).toEqual({ index: 99, puzzleHash: ownHash(99), address: expect.any(String) });
    expect(() => wallet.address(100)).toThrow(expect.objectContaining({ code: 'ADDRESS_NOT_WATCHED' }));
  });

  test('a payment beyond it is found by a rescan that looks further', async () => {
    const far = blockOn(wallet.head(), { additions: [payment(ownHash(180), 6n, 'x')] });
    await wallet.receive([far]);
    expect(wallet.balance().confirmed).toBe(0n);
    expect((await wallet.rescan(1, { addresses: 200 })).height).toBe(0);
    expect(await wallet.receive([far])).toEqual(['ADDED_TO_HEAD']);
    expect(wallet.balance().confirmed).toBe(6n);
    expect(watched()).toBe(281);
  });

  test('is kept in the file', async () => {
    const path = temporary('window.sqlite');
    const first = await openTestWallet({ path });
    await first.newAddress();
    await first.close();
    const second = await openTestWallet({ path });
    expect((await second.newAddress()).index).toBe(1);
    expect(second.interests(second.head().headerHash).puzzleHashes).toHaveLength(102);
    await second.close();
  });
});
