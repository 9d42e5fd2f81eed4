import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Wallet, WalletBlock } from '../../src/index.ts';
import { blockOn, hashOfText, payment } from '../support/blocks.ts';
import { openTestWallet, ownHash } from '../support/wallets.ts';

describe('receiving blocks (wallet 4.3)', () => {
  let wallet: Wallet;
  beforeEach(async () => {
    wallet = await openTestWallet();
  });
  afterEach(() => wallet.close());

  const receive = async (...blocks: WalletBlock[]) => wallet.receive(blocks);
  const confirmed = () => wallet.balance().confirmed;

  test('a wallet begins with genesis', () => {
    expect(wallet.head()).toMatchObject({ height: 0, weight: 10n, scanned: true });
    expect(wallet.hashAtHeight(0)).toEqual(wallet.head().headerHash);
    expect(wallet.hashAtHeight(1)).toBeUndefined();
  });

  test('a block of more weight is the head, one of as much an orphan, a known one is known', async () => {
    const first = blockOn(wallet.head());
    const second = blockOn(first.header);
    const rival = blockOn(first.header);
    expect(await receive(first, second, rival, second)).toEqual([
      'ADDED_TO_HEAD',
      'ADDED_TO_HEAD',
      'ADDED_AS_ORPHAN',
      'ALREADY_HAVE_BLOCK',
    ]);
    expect(wallet.head()).toEqual(second.header);
    expect(wallet.block(rival.header.headerHash)).toEqual(rival.header);
    expect(wallet.hashAtHeight(2)).toEqual(second.header.headerHash);
  });

  test('a block whose parent is unknown, or not one below it, is not taken', async () => {
    const first = blockOn(wallet.head());
    const tooHigh = { ...first, header: { ...first.header, height: 2 } };
    expect(await receive(blockOn(first.header), tooHigh)).toEqual(['DISCONNECTED_BLOCK', 'DISCONNECTED_BLOCK']);
    expect(wallet.head().height).toBe(0);
    expect(wallet.block(first.header.headerHash)).toBeUndefined();
  });

  test('the heavier branch takes over with its coins, and gives them back', async () => {
    const first = blockOn(wallet.head(), { additions: [payment(ownHash(0), 5n, 'common')] });
    const left = blockOn(first.header, { additions: [payment(ownHash(1), 70n, 'left')] });
    const right = blockOn(first.header, { additions: [payment(ownHash(2), 900n, 'right')], difficulty: 9n });
    const rightOn = blockOn(right.header, { additions: [payment(ownHash(2), 9000n, 'right on')] });
    const leftOn = blockOn(left.header, { difficulty: 20n });
    expect(await receive(first, left, right)).toEqual(['ADDED_TO_HEAD', 'ADDED_TO_HEAD', 'ADDED_AS_ORPHAN']);
    expect(confirmed()).toBe(75n);
    expect(await receive(rightOn)).toEqual(['ADDED_TO_HEAD']);
    expect(confirmed()).toBe(9905n);
    expect(wallet.hashAtHeight(2)).toEqual(right.header.headerHash);
    expect(await receive(leftOn)).toEqual(['ADDED_TO_HEAD']);
    expect(confirmed()).toBe(75n);
    expect(wallet.history().transactions.map(({ amount }) => amount)).toEqual([70n, 5n]);
  });

  test('a coin that is made and spent in one block is spent', async () => {
    const coin = payment(ownHash(0), 5n, 'short');
    const probe = blockOn(wallet.head(), { additions: [coin] });
    const [name] = wallet.interests(wallet.head().headerHash, [coin]).coinNames;
    expect(name).toHaveLength(32);
    await receive({ ...probe, removals: [name as Uint8Array] });
    expect(confirmed()).toBe(0n);
    expect(wallet.history().transactions).toHaveLength(1);
  });

  test('what is not ours does no harm', async () => {
    const additions = [payment(hashOfText('a stranger'), 5n, 'x')];
    await receive(blockOn(wallet.head(), { additions, removals: [hashOfText('a strange coin')] }));
    expect(wallet.balance()).toEqual({ confirmed: 0n, unconfirmed: 0n, spendable: 0n, pendingChange: 0n, frozen: 0n });
    expect(wallet.history().transactions).toEqual([]);
  });

  test('events tell what happened, after it did', async () => {
    const told: string[] = [];
    const off = wallet.on((event) => {
      told.push(event.type);
      if (event.type === 'new_block') expect(wallet.head()).toEqual(event.head);
      if (event.type === 'coin_added') expect(wallet.balance().confirmed).toBe(event.coin.coin.amount);
    });
    const first = blockOn(wallet.head(), { additions: [payment(ownHash(0), 5n, 'x')] });
    await receive(first);
    expect(told).toEqual(['coin_added', 'tx_update', 'new_block']);
    off();
    await receive(blockOn(first.header));
    expect(told).toHaveLength(3);
  });
});
