import { describe, expect, test } from '@jest/globals';
import { type KeyRing, openWallet, type Wallet } from '../../src/index.ts';
import { blockOn, payment } from '../support/blocks.ts';
import { networkOf } from '../support/network.ts';
import { KEYS, NOW_MS, openTestWallet, ownHash, temporaryFiles } from '../support/wallets.ts';

const temporary = temporaryFiles();

/** All that a wallet shows. */
const stateOf = (wallet: Wallet) => ({
  head: wallet.head(),
  balance: wallet.balance(),
  coins: wallet.coins({ limit: 1000 }),
  history: wallet.history({ limit: 1000 }),
  interests: wallet.interests(wallet.head().headerHash),
});

/** A key ring that breaks at an index: in the middle of a change, when the window moves. */
const breakingAt = (limit: number): KeyRing => ({
  ...KEYS,
  key: (index) => {
    if (index >= limit) throw new RangeError('the key ring is broken');
    return KEYS.key(index);
  },
});

describe('a change that fails in the middle', () => {
  test('changes nothing: not the file, not the memory, and nobody is told', async () => {
    const path = temporary('broken.sqlite');
    const options = { path, network: networkOf(), now: () => NOW_MS };
    const wallet = await openWallet({ ...options, keys: breakingAt(101) });
    const before = stateOf(wallet);
    const told: string[] = [];
    wallet.on(({ type }) => told.push(type));
    const good = blockOn(wallet.head(), { additions: [payment(ownHash(0), 5n, 'good')] });
    const bad = blockOn(good.header, { additions: [payment(ownHash(1), 6n, 'bad')] });

    await expect(wallet.receive([bad])).resolves.toEqual(['DISCONNECTED_BLOCK']);
    await expect(wallet.receive([good, bad])).rejects.toThrow(RangeError);
    expect(wallet.head()).toEqual(good.header);
    expect(wallet.balance().confirmed).toBe(5n);
    expect(wallet.block(bad.header.headerHash)).toBeUndefined();
    expect(told).toEqual(['coin_added', 'tx_update', 'new_block']);
    await expect(wallet.newAddress()).rejects.toThrow(RangeError);
    expect(stateOf(wallet).interests.puzzleHashes).toHaveLength(before.interests.puzzleHashes.length + 1);

    const after = stateOf(wallet);
    await wallet.close();
    const again = await openTestWallet({ path });
    expect(stateOf(again)).toEqual(after);
    expect(await again.receive([bad])).toEqual(['ADDED_TO_HEAD']);
    expect(again.balance().confirmed).toBe(11n);
    await again.close();
  });

  test('a listener that fails concerns nobody else', async () => {
    const wallet = await openTestWallet();
    const told: string[] = [];
    wallet.on(() => {
      throw new Error('a bad listener');
    });
    wallet.on(({ type }) => told.push(type));
    expect(await wallet.receive([blockOn(wallet.head())])).toEqual(['ADDED_TO_HEAD']);
    expect(told).toEqual(['new_block']);
    await wallet.close();
  });
});

describe('a file', () => {
  test('belongs to one key and one network', async () => {
    const path = temporary('owner.sqlite');
    await (await openTestWallet({ path })).close();
    const other = { ...KEYS, key: (index: number) => KEYS.key(index + 1) };
    const options = { path, now: () => NOW_MS };
    await expect(openWallet({ ...options, network: networkOf(), keys: other })).rejects.toMatchObject({
      code: 'WRONG_KEY',
    });
    await expect(openTestWallet({ path, network: networkOf({ timestamp: 2n }) })).rejects.toMatchObject({
      code: 'WRONG_NETWORK',
    });
    const wallet = await openTestWallet({ path });
    expect(wallet.wallets()).toEqual([{ id: 1, name: expect.any(String), type: 0 }]);
    await wallet.close();
  });

  test('is used by nobody after it is closed', async () => {
    const wallet = await openTestWallet();
    const block = blockOn(wallet.head());
    await wallet.close();
    expect(() => wallet.balance()).toThrow(expect.objectContaining({ code: 'CLOSED' }));
    await expect(wallet.receive([block])).rejects.toMatchObject({ code: 'CLOSED' });
  });

  test('keeps the starting height of a new wallet, and a rescan lowers it', async () => {
    const path = temporary('start.sqlite');
    const first = await openTestWallet({ path, startingHeight: 500 });
    expect(first.startingHeight()).toBe(500);
    await first.close();
    const second = await openTestWallet({ path, startingHeight: 9 });
    expect(second.startingHeight()).toBe(500);
    await second.rescan(20);
    expect(second.startingHeight()).toBe(20);
    await second.rescan(40);
    expect(second.startingHeight()).toBe(20);
    await second.close();
  });
});
