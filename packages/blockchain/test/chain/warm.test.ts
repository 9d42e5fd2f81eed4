import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bls } from '@salvia/bls';
import { type Blockchain, createBlockchain, memoryStores, type Verifier, withCache } from '../../src/index.ts';
import { CONSTANTS, secret } from '../consensus/support/farm.ts';
import { fill } from '../consensus/support/hex.ts';
import { countingVerifier } from '../support/counting.ts';
import { blockWith, makeSpendChain, rawBundle, type SpendChain, signedSpends } from '../support/spend-chain.ts';
import { condition, createCoin, TAGS } from '../support/spends.ts';
import { grow, NOW_MS, type Node, networkOf } from '../support/tree.ts';

const AGG_SIG_UNSAFE = 49;
const MESSAGE = fill(5);

describe('a block that was made ready', () => {
  let base: SpendChain;
  let chain: Blockchain;
  let counts: Map<string, number>;

  beforeAll(async () => {
    base = await makeSpendChain();
  });
  beforeEach(async () => {
    const made = countingVerifier();
    counts = made.counts;
    chain = await open(withCache(made.counting));
    counts.clear();
  });
  afterEach(() => chain.close());

  async function open(pool: Verifier): Promise<Blockchain> {
    const network = networkOf(base.nodes[0] as Node);
    const made = await createBlockchain({ ...network, constants: CONSTANTS, stores: memoryStores(), pool });
    for (const { block } of base.nodes.slice(1)) await made.receiveBlock(block, NOW_MS);
    return made;
  }
  const BODY = ['runGenerator', 'aggregateSignature', 'programHash'];
  const bodyChecks = () => BODY.map((check) => counts.get(check) ?? 0);

  test('has nothing of its body checked again when it is added', async () => {
    const [coin] = base.coins;
    const signed = condition(AGG_SIG_UNSAFE, bls().publicKey(secret.farmer), MESSAGE);
    const conditions = [signed, createCoin(TAGS.left, coin.amount)];
    const bundle = signedSpends([{ coin, conditions }], [secret.farmer, MESSAGE]);
    const { block } = blockWith(base.tip, bundle);
    expect(await chain.warm(block)).toBe(true);
    expect(bodyChecks()).toEqual([1, 1, 1]);
    expect(await chain.receiveBlock(block, NOW_MS)).toMatchObject({ result: 'ADDED_TO_HEAD' });
    expect(bodyChecks()).toEqual([1, 1, 1]);
  });

  test('has its one signature checked if it spends nothing', async () => {
    const { block } = await grow(base.tip);
    await chain.warm(block);
    const before = counts.get('signature');
    await chain.receiveBlock(block, NOW_MS);
    // The plot's signature, which is of the header.
    expect(counts.get('signature')).toBe((before ?? 0) + 1);
  });

  test('is judged as ever', async () => {
    const [coin] = base.coins;
    const spend = signedSpends([{ coin, conditions: [] }]);
    const wrong = [
      blockWith(base.tip, signedSpends([{ coin: base.spent, conditions: [] }])),
      blockWith(base.tip, rawBundle(Uint8Array.of(0xff, 0x08, 0x80))),
      blockWith(base.tip, spend, { data: { aggregatedSignature: bls().sign(secret.farmer, fill(1)) } }),
      blockWith(base.tip, spend, { data: { totalTransactionFees: 1n } }),
    ];
    for (const { block } of wrong) {
      const other = await open(withCache(countingVerifier().counting));
      const expected = await other.receiveBlock(block, NOW_MS);
      await other.close();
      expect(expected.result).toBe('INVALID_BLOCK');
      await chain.warm(block);
      expect(await chain.receiveBlock(block, NOW_MS)).toEqual(expected);
    }
  });

  test('does not have a program run that its header does not name', async () => {
    const [coin] = base.coins;
    const { block } = blockWith(base.tip, signedSpends([{ coin, conditions: [] }]));
    await chain.warm({ ...block, transactionsGenerator: Uint8Array.of(0x80) });
    await chain.warm({ ...block, transactionsFilter: fill(1) });
    expect(counts.get('runGenerator')).toBeUndefined();
  });

  test('is one of a bounded number, and what breaks down is told where it counts', async () => {
    const { counting } = countingVerifier();
    let fail: (error: Error) => void = () => undefined;
    let hangs = false;
    const broken = new Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    const runGenerator: Verifier['runGenerator'] = (...args) => (hangs ? broken : counting.runGenerator(...args));
    const [coin] = base.coins;
    const { block } = blockWith(base.tip, signedSpends([{ coin, conditions: [] }]));
    const other = await open({ ...counting, runGenerator });
    hangs = true;
    const begun = Array.from({ length: 40 }, () => other.warm(block));
    await new Promise((resolve) => setImmediate(resolve));
    fail(new RangeError('no memory'));
    expect(await Promise.all(begun)).toEqual(Array(40).fill(false));
    await expect(other.receiveBlock(block, NOW_MS)).rejects.toThrow('no memory');
    await other.close();
    const many = await Promise.all(Array.from({ length: 40 }, () => chain.warm(block)));
    expect(many.filter((done) => done)).toHaveLength(32);
    expect(await chain.warm(block)).toBe(true);
  });
});
