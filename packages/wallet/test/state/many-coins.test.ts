import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Wallet } from '../../src/index.ts';
import { blockOn, hashOfText, payment } from '../support/blocks.ts';
import { openTestWallet, ownHash } from '../support/wallets.ts';

const COINS = 10_000;
const PER_BLOCK = 500;
const AMOUNT = 10_000n;

describe('10,000 coins', () => {
  let wallet: Wallet;
  beforeAll(async () => {
    wallet = await openTestWallet();
    for (let made = 0; made < COINS; made += PER_BLOCK) {
      const additions = Array.from({ length: PER_BLOCK }, (_, at) => payment(ownHash(at % 50), AMOUNT, `${made + at}`));
      await wallet.receive([blockOn(wallet.head(), { additions })]);
    }
  });
  afterAll(() => wallet.close());

  const pay = (amount: bigint) => wallet.send({ outputs: [{ puzzleHash: hashOfText('a stranger'), amount }] });

  test('are counted, and chosen from', async () => {
    const all = BigInt(COINS) * AMOUNT;
    expect(wallet.balance()).toMatchObject({ confirmed: all, spendable: all });
    const sent = await pay(25_000n);
    expect(sent.inputs).toEqual(wallet.coins({ limit: 3 }).coins.map(({ name }) => name));
    expect(wallet.balance()).toMatchObject({ confirmed: all, spendable: all - 3n * AMOUNT, pendingChange: 5000n });
    expect(wallet.interests(wallet.head().headerHash).coinNames).toHaveLength(COINS);
  });

  test('cannot all be spent at once', async () => {
    await expect(pay(BigInt(COINS - 5) * AMOUNT)).rejects.toMatchObject({ code: 'TOO_MANY_COINS' });
  });
});
