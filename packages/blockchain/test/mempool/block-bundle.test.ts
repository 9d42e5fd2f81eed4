import { beforeAll, describe, expect, test } from '@jest/globals';
import { bls, selectBackend } from '@salvia/bls';
import type { CoinRules } from '@salvia/clvm';
import { coinName, type SpendBundle } from '@salvia/protocol';
import { SETTINGS, verifierFor } from '../consensus/support/farm.ts';
import { fill, toHex } from '../consensus/support/hex.ts';
import { coinOf, createCoin, nameOf, paying, signedBundle } from './support/bundles.ts';
import { NOW_MS, setup } from './support/setup.ts';

const coins = Array.from({ length: 40 }, (_, at) => coinOf(at + 1));
const coin = (at: number) => coins[at] as (typeof coins)[number];
const rules: readonly CoinRules[] = ['mainnet', 'beta18'];

beforeAll(async () => {
  await selectBackend();
});

describe.each(rules)('the bundle for a block under %s', (coinRules) => {
  const verifier = verifierFor({ ...SETTINGS, coinRules });
  const filled = async (bundles: readonly SpendBundle[], limit?: bigint) => {
    const constants = limit === undefined ? {} : { MAX_BLOCK_COST_CLVM: limit };
    const made = setup({ coinRules, coins, constants });
    for (const bundle of bundles) await made.mempools.add(bundle, NOW_MS);
    return { ...made, tip: made.blocks.at(-1)?.hash as Uint8Array };
  };

  test('is none where there is nothing, or no such tip', async () => {
    const { mempools, tip } = await filled([]);
    expect(mempools.bundleFor(tip)).toBeNull();
    expect(mempools.bundleFor(fill(9))).toBeNull();
  });

  test('has the best-paying bundles first, and is what its program does', async () => {
    const fees = [300n, 900n, 600n];
    const bundles = fees.map((fee, at) =>
      signedBundle([paying(coin(2 * at), fee), paying(coin(2 * at + 1), 1n)], coinRules),
    );
    const { mempools, tip, constants } = await filled(bundles);
    const made = mempools.bundleFor(tip);
    if (made === null) throw new Error('no bundle');
    const order = [1, 2, 0].map((at) => bundles[at] as SpendBundle);
    expect(made.names.map(toHex)).toEqual(order.map(nameOf));
    expect(made.removals).toEqual(
      order.flatMap(({ coinSolutions }) => coinSolutions.map((spend) => coinName(spend.coin))),
    );
    expect(made.fees).toBe(1803n);
    expect(made.bundle.coinSolutions).toEqual(order.flatMap(({ coinSolutions }) => coinSolutions));
    const run = await verifier.runGenerator(made.generator, { maxCost: constants.MAX_BLOCK_COST_CLVM, strict: false });
    if ('error' in run) throw new Error(run.error);
    expect(run.cost).toBe(made.cost);
    expect(run.spends.map((spend) => spend.coinName)).toEqual(made.removals);
    expect(made.additions).toHaveLength(6);
    const pairs = run.spends.flatMap(({ conditions }) => conditions.filter(({ kind }) => kind === 'signature'));
    expect(pairs).toHaveLength(6);
    expect(await verifier.aggregateSignature(pairs as never, made.aggregatedSignature)).toBe(true);
  });

  test('leaves out what does not fit, and goes on', async () => {
    const nine = Array.from({ length: 8 }, (_, at) => createCoin(BigInt(at) + 1n));
    const large = (at: number, fee: bigint) =>
      signedBundle([{ coin: coin(at), conditions: [...nine, createCoin(coin(at).amount - 36n - fee)] }], coinRules);
    const small = (at: number, fee: bigint) => signedBundle([paying(coin(at), fee)], coinRules);
    // By their rates: the first two leave no room for the third.
    const bundles = [large(0, 9_000_000n), small(1, 90_000n), large(2, 380_000n), small(3, 70_000n)];
    const { mempools: roomy } = await filled([]);
    const costs: bigint[] = [];
    for (const bundle of bundles) costs.push((await roomy.add(bundle, NOW_MS)).cost);
    const [cost = 0n, , , least = 0n] = costs;
    expect(cost).toBeGreaterThan(3n * least);
    const limit = 2n * cost;
    const { mempools, tip } = await filled([...bundles].reverse(), limit);
    expect(mempools.names()).toHaveLength(4);
    const made = mempools.bundleFor(tip);
    expect(made?.names.map(toHex)).toEqual([0, 1, 3].map((at) => nameOf(bundles[at] as SpendBundle)));
    expect(made?.cost).toBeLessThanOrEqual(limit);
  });

  test('changes with the mempool, and only then', async () => {
    const { mempools, tip } = await filled([signedBundle([paying(coin(0), 5n)], coinRules)]);
    const first = mempools.bundleFor(tip);
    expect(mempools.bundleFor(tip)).toBe(first);
    const signatures: Uint8Array[] = [];
    for (let at = 1; at < 20; at++) {
      const bundle = signedBundle([paying(coin(at), 5n)], coinRules);
      signatures.push(bundle.aggregatedSignature);
      await mempools.add(bundle, NOW_MS);
      const made = mempools.bundleFor(tip);
      expect(made?.names).toHaveLength(at + 1);
      const all = [first?.aggregatedSignature as Uint8Array, ...signatures];
      expect(made?.aggregatedSignature).toEqual(bls().aggregate(all));
    }
  });
});
