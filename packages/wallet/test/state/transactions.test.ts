import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Coin } from '@salvia/protocol';
import type { TransactionRecord, Wallet, WalletBlock, WalletEvent } from '../../src/index.ts';
import { blockOn, hashOfText, payment } from '../support/blocks.ts';
import { openTestWallet, ownHash, temporaryFiles } from '../support/wallets.ts';

const temporary = temporaryFiles();
const stranger = hashOfText('a stranger');
const FUNDS = 1_000_000n;

/** A block with the transaction in it. */
const blockWith = (
  parent: WalletBlock['header'],
  { inputs, outputs }: TransactionRecord,
  difficulty = 10n,
): WalletBlock => blockOn(parent, { removals: inputs, additions: outputs.map(({ coin }) => coin), difficulty });

describe('transactions', () => {
  let path: string;
  let wallet: Wallet;
  let count = 0;
  beforeEach(async () => {
    count += 1;
    path = temporary(`${count}.sqlite`);
    wallet = await openTestWallet({ path });
    await fund(payment(ownHash(0), FUNDS, 'funds'));
  });
  afterEach(() => wallet.close());

  const fund = async (...additions: Coin[]) => wallet.receive([blockOn(wallet.head(), { additions })]);
  const pay = (amount: bigint, fee = 0n, to = stranger) => wallet.send({ outputs: [{ puzzleHash: to, amount }], fee });
  const stateOf = ({ id }: TransactionRecord) => wallet.transaction(id)?.state;
  const reopen = async () => {
    await wallet.close();
    wallet = await openTestWallet({ path });
  };

  test('a payment waits with its coins locked, and is confirmed by the block that has it (wallet 4.8)', async () => {
    const sent = await pay(5000n, 100n);
    expect(sent).toMatchObject({
      direction: 'outgoing',
      state: 'pending',
      amount: 5000n,
      fee: 100n,
      createdAt: 1_700_000_000,
    });
    expect(wallet.balance()).toEqual({
      confirmed: FUNDS,
      unconfirmed: FUNDS - 5100n,
      spendable: 0n,
      pendingChange: FUNDS - 5100n,
      frozen: 0n,
    });
    expect(wallet.transaction(sent.id)).toEqual(sent);
    await wallet.receive([blockWith(wallet.head(), sent)]);
    expect(wallet.transaction(sent.id)).toMatchObject({ state: 'confirmed', confirmedHeight: 2 });
    const left = FUNDS - 5100n;
    expect(wallet.balance()).toEqual({
      confirmed: left,
      unconfirmed: left,
      spendable: left,
      pendingChange: 0n,
      frozen: 0n,
    });
    expect(wallet.history().transactions).toHaveLength(2);
  });

  test('the outputs of pending payments are looked for, and of old confirmed ones no longer', async () => {
    const before = wallet.interests(wallet.head().headerHash).puzzleHashes.length;
    const sent = await pay(5000n);
    const { puzzleHashes } = wallet.interests(wallet.head().headerHash);
    // The change uses an address, so the window moved on by one.
    expect(puzzleHashes).toHaveLength(before + 2);
    expect(puzzleHashes).toContainEqual(stranger);
    const block = blockWith(wallet.head(), sent);
    await wallet.receive([block]);
    expect(wallet.interests(wallet.head().headerHash).puzzleHashes).toContainEqual(stranger);
    const empty = [block];
    for (let height = 0; height < 1001; height++) empty.push(blockOn((empty.at(-1) as WalletBlock).header));
    await wallet.receive(empty.slice(1));
    await wallet.newAddress();
    expect(wallet.interests(wallet.head().headerHash).puzzleHashes).not.toContainEqual(stranger);
  });

  test('another spend of its coin makes it fail, until a reorganisation undoes that', async () => {
    const sent = await pay(5000n);
    const before = wallet.head();
    await wallet.receive([blockOn(before, { removals: sent.inputs, additions: [payment(stranger, 1n, 'theirs')] })]);
    expect(wallet.transaction(sent.id)).toMatchObject({ state: 'failed', reason: 'COIN_SPENT_ELSEWHERE' });
    expect(wallet.balance()).toMatchObject({ confirmed: 0n, unconfirmed: 0n, pendingChange: 0n });
    await reopen();
    await wallet.receive([blockWith(before, sent, 20n)]);
    expect(stateOf(sent)).toBe('confirmed');
    expect(wallet.balance().confirmed).toBe(FUNDS - 5000n);
  });

  test('after a reorganisation it is pending again, also after a restart, and confirms again (wallet 4.5, NEW)', async () => {
    const sent = await pay(5000n);
    const before = wallet.head();
    const confirming = blockWith(before, sent);
    await wallet.acknowledged(sent.id, 'a', 1, null);
    await wallet.receive([confirming]);
    await reopen();
    const told: WalletEvent[] = [];
    wallet.on((event) => told.push(event));
    const other = blockOn(before, { difficulty: 20n });
    await wallet.receive([other]);
    expect(wallet.transaction(sent.id)).toEqual({ ...sent, acknowledgements: [] });
    expect(told.map(({ type }) => type)).toEqual(['tx_update', 'pending_transaction', 'new_block']);
    expect(wallet.pendingBundles()).toEqual([{ id: sent.id, bundle: sent.bundle, acknowledgements: [] }]);
    expect(wallet.balance()).toMatchObject({ confirmed: FUNDS, spendable: 0n });
    await reopen();
    expect(wallet.pendingBundles()).toHaveLength(1);
    await wallet.receive([blockWith(other.header, sent)]);
    expect(stateOf(sent)).toBe('confirmed');
    expect(wallet.balance().confirmed).toBe(FUNDS - 5000n);
    expect(wallet.pendingBundles()).toEqual([]);
  });

  test('incoming ones above the fork are forgotten until their coins come again (wallet 4.5, NEW)', async () => {
    const before = wallet.head();
    const coin = payment(ownHash(4), 7n, 'in');
    await wallet.receive([blockOn(before, { additions: [coin] })]);
    const [incoming] = wallet.history().transactions;
    await wallet.receive([blockOn(before, { difficulty: 20n })]);
    expect(wallet.history().transactions).toHaveLength(1);
    expect(wallet.balance()).toMatchObject({ confirmed: FUNDS, unconfirmed: FUNDS });
    await wallet.receive([blockOn(wallet.head(), { additions: [coin] })]);
    expect(wallet.history().transactions[0]).toMatchObject({ id: incoming?.id, confirmedHeight: 3 });
  });

  test('a payment to oneself is one transaction', async () => {
    const { index, puzzleHash } = await wallet.newAddress();
    expect(index).toBe(1);
    const sent = await pay(5000n, 10n, puzzleHash);
    expect(wallet.balance()).toMatchObject({ unconfirmed: FUNDS - 5010n, pendingChange: FUNDS - 10n });
    await wallet.receive([blockWith(wallet.head(), sent)]);
    expect(wallet.balance().confirmed).toBe(FUNDS - 10n);
    expect(wallet.history().transactions).toHaveLength(2);
  });

  describe('that are cancelled', () => {
    test('give their coins back, and are in the history', async () => {
      const sent = await pay(5000n);
      expect(await wallet.cancel(sent.id)).toEqual({ ...sent, state: 'cancelled' });
      expect(await wallet.cancel(sent.id)).toEqual({ ...sent, state: 'cancelled' });
      expect(wallet.balance()).toMatchObject({ unconfirmed: FUNDS, spendable: FUNDS, pendingChange: 0n });
      expect(wallet.pendingBundles()).toEqual([]);
      expect(wallet.history({ state: 'cancelled' }).transactions).toHaveLength(1);
      await wallet.acknowledged(sent.id, 'a', 1, null);
      expect(stateOf(sent)).toBe('cancelled');
    });

    test('are recorded if a block has them all the same, and what took their place failed', async () => {
      const first = await pay(5000n);
      await wallet.cancel(first.id);
      const second = await pay(6000n);
      const before = wallet.head();
      await wallet.receive([blockWith(before, first)]);
      expect([stateOf(first), stateOf(second)]).toEqual(['confirmed', 'failed']);
      // Both would spend the same coin; only one of them may wait for it.
      await wallet.receive([blockOn(before, { difficulty: 20n })]);
      expect([stateOf(first), stateOf(second)]).toEqual(['pending', 'failed']);
      expect(wallet.balance().unconfirmed).toBe(FUNDS - 5000n);
    });

    test('and made anew for someone else: the payment in the block tells which one it is', async () => {
      const first = await pay(FUNDS);
      await wallet.cancel(first.id);
      const second = await pay(FUNDS, 0n, hashOfText('another stranger'));
      const before = wallet.head();
      await wallet.receive([blockWith(before, second)]);
      expect([stateOf(first), stateOf(second)]).toEqual(['cancelled', 'confirmed']);
      await wallet.receive([blockWith(before, first, 20n)]);
      expect([stateOf(first), stateOf(second)]).toEqual(['confirmed', 'failed']);
    });

    test('and made anew just so are pending again', async () => {
      const first = await pay(FUNDS);
      await wallet.acknowledged(first.id, 'a', 1, null);
      await wallet.cancel(first.id);
      expect(await pay(FUNDS)).toEqual(first);
      expect(wallet.pendingBundles()).toEqual([{ id: first.id, bundle: first.bundle, acknowledgements: [] }]);
    });

    test('must be pending, and known', async () => {
      await expect(wallet.cancel(hashOfText('nothing'))).rejects.toMatchObject({ code: 'UNKNOWN_TRANSACTION' });
      const sent = await pay(5000n);
      await wallet.receive([blockWith(wallet.head(), sent)]);
      await expect(wallet.cancel(sent.id)).rejects.toMatchObject({
        code: 'NOT_PENDING',
        context: { state: 'confirmed' },
      });
    });
  });

  test('a rescan brings everything back', async () => {
    const sent = await pay(5000n);
    const block = blockWith(wallet.head(), sent);
    const genesis = wallet.headerAtHeight(0);
    const funding = wallet.headerAtHeight(1);
    await wallet.receive([block]);
    expect(await wallet.rescan(1)).toEqual(genesis);
    expect(wallet.block(block.header.headerHash)).toBeUndefined();
    expect(wallet.balance().confirmed).toBe(0n);
    expect(stateOf(sent)).toBe('pending');
    if (funding === undefined) throw new Error('a block at height 1');
    const additions = [payment(ownHash(0), FUNDS, 'funds')];
    await wallet.receive([{ header: funding, additions, removals: [] }, block]);
    expect(stateOf(sent)).toBe('confirmed');
    expect(wallet.balance().confirmed).toBe(FUNDS - 5000n);
    expect(await wallet.rescan(50)).toEqual(block.header);
  });
});
