import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CoinPage, HistoryPage, Wallet } from '../../src/index.ts';
import { blockOn, hashOfText, payment } from '../support/blocks.ts';
import { openTestWallet, ownHash } from '../support/wallets.ts';

describe('pages', () => {
  let wallet: Wallet;
  beforeEach(async () => {
    wallet = await openTestWallet();
    for (const group of [1, 2, 3]) {
      const additions = [1, 2, 3].map((number) => payment(ownHash(0), 2000n, `${group} ${number}`));
      await wallet.receive([blockOn(wallet.head(), { additions, timestamp: BigInt(100 * group) })]);
    }
  });
  afterEach(() => wallet.close());

  /** What is on all pages, with something done between each two. */
  async function all<Page extends { readonly next: string | null }>(
    page: (after: string | undefined) => Page,
    between: () => Promise<unknown> = async () => undefined,
  ): Promise<Page[]> {
    const pages: Page[] = [];
    for (let after: string | null | undefined; after !== null; after = pages.at(-1)?.next ?? null) {
      pages.push(page(after));
      await between();
    }
    return pages;
  }
  const history = (pages: readonly HistoryPage[]) => pages.flatMap(({ transactions }) => transactions);
  const coins = (pages: readonly CoinPage[]) => pages.flatMap((page) => page.coins);
  const at = (limit: number) => (after: string | undefined) => ({ limit, ...(after !== undefined && { after }) });

  test.each([1, 2, 3, 4, 8, 9, 10, 100])('of %i have everything once, in one order', async (limit) => {
    const found = await all((after) => wallet.history(at(limit)(after)));
    expect(history(found)).toEqual(wallet.history().transactions);
    expect(found).toHaveLength(Math.ceil(9 / limit));
    expect(history(found).map(({ createdAt }) => createdAt)).toEqual([300, 300, 300, 200, 200, 200, 100, 100, 100]);
    expect(coins(await all((after) => wallet.coins(at(limit)(after))))).toEqual(wallet.coins().coins);
  });

  test('go on where they ended, whatever comes meanwhile', async () => {
    const before = wallet.history().transactions;
    const pages = await all(
      (after) => wallet.history(at(2)(after)),
      () =>
        wallet.receive([blockOn(wallet.head(), { additions: [payment(ownHash(0), 5n, `${wallet.head().height}`)] })]),
    );
    expect(history(pages)).toEqual(before);
  });

  test('of coins are the oldest first, and those in a transaction are not spendable', async () => {
    const heights = wallet.coins().coins.map(({ confirmedHeight }) => confirmedHeight);
    expect(heights).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
    const [first] = wallet.coins().coins;
    const sent = await wallet.send({ outputs: [{ puzzleHash: hashOfText('a stranger'), amount: 1000n }] });
    expect(sent.inputs).toEqual([first?.name]);
    const free = coins(await all((after) => wallet.coins({ spendableOnly: true, ...at(3)(after) })));
    expect(free).toEqual(wallet.coins().coins.slice(1));
  });

  test('of one state only', async () => {
    const sent = await wallet.send({ outputs: [{ puzzleHash: hashOfText('a stranger'), amount: 1000n }] });
    expect(wallet.history({ state: 'pending' }).transactions).toEqual([sent]);
    expect(wallet.history({ state: 'confirmed', limit: 100 })).toMatchObject({ next: null });
    expect(wallet.history({ state: 'failed' })).toEqual({ transactions: [], next: null });
    expect(wallet.pendingCount()).toBe(1);
  });

  test.each(['', 'x', '1-', `1-${'A'.repeat(64)}`, `-1-${'a'.repeat(64)}`])('none begins at "%s"', (after) => {
    expect(() => wallet.history({ after })).toThrow(expect.objectContaining({ code: 'BAD_PAGE' }));
    expect(() => wallet.coins({ after })).toThrow(expect.objectContaining({ code: 'BAD_PAGE' }));
  });
});
