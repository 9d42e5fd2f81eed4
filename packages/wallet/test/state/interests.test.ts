import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { coinName } from '@salvia/protocol';
import type { Wallet } from '../../src/index.ts';
import { blockOn, hashOfText, payment } from '../support/blocks.ts';
import { openTestWallet, ownHash } from '../support/wallets.ts';

describe('what filters are matched against (wallet 4.10)', () => {
  let wallet: Wallet;
  beforeEach(async () => {
    wallet = await openTestWallet();
  });
  afterEach(() => wallet.close());

  const namesAt = (parent: Uint8Array) => wallet.interests(parent).coinNames.map(bytesToHex).sort();
  const namesOf = (...coins: Parameters<typeof coinName>[0][]) =>
    coins.map((coin) => bytesToHex(coinName(coin))).sort();

  test('the window, and the coins as the parent left them, on whatever branch', async () => {
    const [common, left, right] = ['common', 'left', 'right'].map((from) => payment(ownHash(0), 7n, from));
    if (!common || !left || !right) throw new Error('three coins');
    const first = blockOn(wallet.head(), { additions: [common] });
    const leftBlock = blockOn(first.header, { additions: [left], removals: [coinName(common)] });
    const rightBlock = blockOn(first.header, { additions: [right] });
    const rightOn = blockOn(rightBlock.header, { removals: [coinName(right)], difficulty: 1n });
    await wallet.receive([first, leftBlock, rightBlock]);
    expect(wallet.head()).toEqual(leftBlock.header);
    expect(namesAt(first.header.headerHash)).toEqual(namesOf(common));
    expect(namesAt(leftBlock.header.headerHash)).toEqual(namesOf(left));
    expect(namesAt(rightBlock.header.headerHash)).toEqual(namesOf(common, right));
    await wallet.receive([rightOn]);
    expect(wallet.head()).toEqual(rightOn.header);
    expect(namesAt(rightOn.header.headerHash)).toEqual(namesOf(common));
    expect(namesAt(leftBlock.header.headerHash)).toEqual(namesOf(left));
    expect(wallet.interests(rightOn.header.headerHash).puzzleHashes).toHaveLength(101);
  });

  test('the arrays stay the same as long as nothing of ours changes', async () => {
    const before = wallet.interests(wallet.head().headerHash);
    await wallet.receive([blockOn(wallet.head())]);
    expect(wallet.interests(wallet.head().headerHash)).toBe(before);
    await wallet.receive([blockOn(wallet.head(), { additions: [payment(ownHash(0), 7n, 'x')] })]);
    const after = wallet.interests(wallet.head().headerHash);
    expect(after.coinNames).toHaveLength(1);
    expect(after.puzzleHashes).toHaveLength(101);
  });

  test('coins that a block makes for us may be spent in it', () => {
    const ours = payment(ownHash(0), 7n, 'x');
    const { coinNames } = wallet.interests(wallet.head().headerHash, [ours, payment(hashOfText('other'), 7n, 'x')]);
    expect(coinNames).toEqual([coinName(ours)]);
  });

  test('an unknown block has none', () => {
    expect(() => wallet.interests(hashOfText('nowhere'))).toThrow(expect.objectContaining({ code: 'UNKNOWN_BLOCK' }));
  });
});
