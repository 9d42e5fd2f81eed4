import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { coinbaseCoin } from '@salvia/blockchain';
import { coinName, spendBundleName } from '@salvia/protocol';
import type { SendRequest, Wallet } from '../../src/index.ts';
import { blockOn, hashOfText, payment } from '../support/blocks.ts';
import { openTestWallet, ownHash } from '../support/wallets.ts';

const stranger = hashOfText('a stranger');

describe('sending (wallet 6)', () => {
  let wallet: Wallet;
  const coins = [7000n, 8000n, 9000n].map((amount, index) => payment(ownHash(index), amount, 'x'));
  beforeEach(async () => {
    wallet = await openTestWallet();
    for (const coin of coins) await wallet.receive([blockOn(wallet.head(), { additions: [coin] })]);
  });
  afterEach(() => wallet.close());

  const pay = (request: Partial<SendRequest> = {}) =>
    wallet.send({ outputs: [{ puzzleHash: stranger, amount: 5000n }], ...request });

  test('takes the oldest coins, and gives change to an address that was not used', async () => {
    const sent = await pay({ fee: 3000n });
    expect(sent.inputs).toEqual(coins.slice(0, 2).map(coinName));
    expect(sent.outputs.map(({ coin, change }) => [coin.puzzleHash, coin.amount, change])).toEqual([
      [stranger, 5000n, false],
      [ownHash(3), 7000n, true],
    ]);
    expect(sent.bundle && spendBundleName(sent.bundle)).toEqual(sent.id);
    expect((await wallet.newAddress()).index).toBe(4);
  });

  test('several at once never share a coin', async () => {
    const sent = await Promise.all([pay(), pay(), pay()]);
    expect(new Set(sent.flatMap(({ inputs }) => inputs.map(String))).size).toBe(3);
    expect(new Set(sent.map(({ outputs }) => String(outputs[1]?.coin.puzzleHash))).size).toBe(3);
    expect(wallet.pendingBundles()).toHaveLength(3);
  });

  test('keeps memos', async () => {
    const memos = [Uint8Array.of(1, 2), new Uint8Array()];
    const { id } = await pay({ outputs: [{ puzzleHash: stranger, amount: 5000n, memos }] });
    expect(wallet.transaction(id)?.outputs[0]?.memos).toEqual(memos);
  });

  test('takes the coins that it is told to, and the origin', async () => {
    const names = [coins[2], coins[1]].flatMap((coin) => (coin === undefined ? [] : [coinName(coin)]));
    const [, origin] = names;
    const sent = await pay({ coins: names, ...(origin && { origin }) });
    expect(sent.inputs).toEqual(names);
    expect(sent.outputs.map(({ coin }) => coin.parentCoinInfo)).toEqual([origin, origin]);
  });

  const balance = { confirmed: 24000n, unconfirmed: 24000n, spendable: 24000n, pendingChange: 0n, frozen: 0n };
  const [first] = coins.map(coinName);

  test.each<[string, Partial<SendRequest>, object]>([
    ['too much', { outputs: [{ puzzleHash: stranger, amount: 25000n }] }, { code: 'NOT_ENOUGH_FUNDS' }],
    ['a negative fee', { fee: -1n }, { code: 'AMOUNT_OUT_OF_RANGE' }],
    ['nothing', { outputs: [{ puzzleHash: stranger, amount: 0n }] }, { code: 'AMOUNT_OUT_OF_RANGE' }],
    ['an unknown coin', { coins: [stranger] }, { code: 'COIN_NOT_SPENDABLE', context: { reason: 'unknown' } }],
    ['too little a coin', { coins: [first ?? stranger], fee: 2001n }, { code: 'COINS_TOO_LITTLE' }],
    ['an origin elsewhere', { coins: [first ?? stranger], origin: stranger }, { code: 'ORIGIN_NOT_AMONG_COINS' }],
  ])('%s is refused, and nothing changes', async (_what, request, error) => {
    await expect(pay(request)).rejects.toMatchObject(error);
    expect(wallet.balance()).toEqual(balance);
    expect(wallet.history().transactions).toHaveLength(3);
    expect((await wallet.newAddress()).index).toBe(3);
  });

  test('what is locked, spent or frozen is not spent', async () => {
    const sent = await pay();
    const [name] = sent.inputs;
    if (name === undefined) throw new Error('an input');
    const refused = (reason: string) => ({ code: 'COIN_NOT_SPENDABLE', context: { reason } });
    await expect(pay({ coins: [name] })).rejects.toMatchObject(refused('pending'));
    const additions = [...sent.outputs.map(({ coin }) => coin), coinbaseCoin(4, ownHash(0))];
    await wallet.receive([blockOn(wallet.head(), { removals: sent.inputs, additions })]);
    await expect(pay({ coins: [name] })).rejects.toMatchObject(refused('spent'));
    await expect(pay({ coins: [coinName(coinbaseCoin(4, ownHash(0)))] })).rejects.toMatchObject(refused('frozen'));
  });

  test('what change will pay for has to wait for it', async () => {
    await pay({ outputs: [{ puzzleHash: stranger, amount: 20000n }] });
    await expect(pay({ outputs: [{ puzzleHash: stranger, amount: 3000n }] })).rejects.toMatchObject({
      code: 'WAITING_FOR_CHANGE',
    });
  });
});
