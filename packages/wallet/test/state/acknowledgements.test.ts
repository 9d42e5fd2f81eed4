import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { TransactionRecord, Wallet } from '../../src/index.ts';
import { blockOn, hashOfText, payment } from '../support/blocks.ts';
import { openTestWallet, ownHash } from '../support/wallets.ts';

describe('acknowledgements (wallet 4.8)', () => {
  let wallet: Wallet;
  let sent: TransactionRecord;
  let genesis: Uint8Array;
  beforeEach(async () => {
    wallet = await openTestWallet();
    genesis = wallet.head().headerHash;
    await wallet.receive([blockOn(wallet.head(), { additions: [payment(ownHash(0), 9000n, 'x')] })]);
    sent = await wallet.send({ outputs: [{ puzzleHash: hashOfText('a stranger'), amount: 5000n }] });
  });
  afterEach(() => wallet.close());

  const state = () => wallet.transaction(sent.id)?.state;
  const answer = (peer: string, status: number, error: string | null = null) =>
    wallet.acknowledged(sent.id, peer, status, error);

  test('count once for each peer', async () => {
    await answer('a', 1);
    await answer('a', 3, 'DOUBLE_SPEND');
    await answer('b', 2, 'MEMPOOL_CONFLICT');
    expect(wallet.pendingBundles()[0]?.acknowledgements).toEqual([
      { peer: 'a', status: 3, error: 'DOUBLE_SPEND' },
      { peer: 'b', status: 2, error: 'MEMPOOL_CONFLICT' },
    ]);
  });

  test('a lasting error of all who were asked makes it fail, and frees its coins', async () => {
    await wallet.submitted(sent.id, ['a', 'b']);
    await answer('a', 3, 'BAD_AGGREGATE_SIGNATURE');
    expect(state()).toBe('pending');
    expect(wallet.balance().spendable).toBe(0n);
    await answer('b', 3, 'INVALID_CONDITION');
    expect(wallet.transaction(sent.id)).toMatchObject({ state: 'failed', reason: 'BAD_AGGREGATE_SIGNATURE' });
    expect(wallet.balance()).toMatchObject({ spendable: 9000n, unconfirmed: 9000n });
  });

  test('one who took it, or said nothing yet, keeps it alive; who left without a word does not count', async () => {
    await wallet.submitted(sent.id, ['silent', 'friend', 'foe']);
    await answer('foe', 3, 'WRONG_PUZZLE_HASH');
    await answer('friend', 1);
    await wallet.submitted(sent.id, ['foe']);
    expect(state()).toBe('pending');
    await answer('friend', 3, 'WRONG_PUZZLE_HASH');
    expect(state()).toBe('failed');
  });

  test.each(['DOUBLE_SPEND', 'MEMPOOL_CONFLICT', 'COINBASE_NOT_YET_SPENDABLE', 'UNKNOWN', 'words nobody knows', null])(
    'an error of the moment does not: %s',
    async (error) => {
      await answer('a', 3, error);
      expect(state()).toBe('pending');
    },
  );

  test('an unknown coin is for good only if our chain does not have it either', async () => {
    await answer('a', 3, 'UNKNOWN_UNSPENT');
    expect(state()).toBe('pending');
    const head = wallet.block(genesis);
    if (head === undefined) throw new Error('genesis');
    await wallet.receive([blockOn(head, { difficulty: 20n })]);
    expect(wallet.balance().confirmed).toBe(0n);
    await answer('a', 3, 'UNKNOWN_UNSPENT');
    expect(state()).toBe('failed');
  });

  test('resubmitting forgets them and announces what waits', async () => {
    const told: string[] = [];
    wallet.on(({ type }) => told.push(type));
    await answer('a', 1);
    expect(await wallet.resubmit()).toEqual([{ id: sent.id, bundle: sent.bundle, acknowledgements: [] }]);
    expect(told).toEqual(['tx_update', 'tx_update', 'pending_transaction']);
  });

  test('of unknown transactions change nothing', async () => {
    await wallet.submitted(hashOfText('nothing'), ['a']);
    await wallet.acknowledged(hashOfText('nothing'), 'a', 3, 'INVALID_CONDITION');
    expect(wallet.transaction(hashOfText('nothing'))).toBeUndefined();
  });
});
