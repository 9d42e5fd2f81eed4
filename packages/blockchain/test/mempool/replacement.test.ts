import { beforeAll, describe, expect, test } from '@jest/globals';
import { selectBackend } from '@salvia/bls';
import { MempoolInclusionStatus, type SpendBundle, spendBundleName } from '@salvia/protocol';
import type { MempoolState, Mempools } from '../../src/index.ts';
import { coinOf, condition, createCoin, nameOf, paying, signedBundle, unsignedBundle } from './support/bundles.ts';
import { NOW_MS, setup } from './support/setup.ts';

const { SUCCESS, PENDING, FAILED } = MempoolInclusionStatus;
const coins = Array.from({ length: 40 }, (_, at) => coinOf(at + 1));
const coin = (at: number) => coins[at] as (typeof coins)[number];

beforeAll(async () => {
  await selectBackend();
});

const held = (mempools: Mempools): string[] => mempools.names().map((name) => Buffer.from(name).toString('hex'));
const add = (mempools: Mempools, bundle: SpendBundle) => mempools.add(bundle, NOW_MS);

describe("replacement under today's rules", () => {
  const FEE = 1000n;
  const LEAST = 10_000_000n;
  const first = unsignedBundle([paying(coin(0), FEE)]);

  const replacing = async (replacement: SpendBundle, before: readonly SpendBundle[] = [first]) => {
    const { mempools } = setup({ coins });
    for (const bundle of before) expect(await add(mempools, bundle)).toMatchObject({ status: SUCCESS });
    return { admission: await add(mempools, replacement), names: held(mempools), mempools };
  };

  test('ten million mojo more are enough', async () => {
    const better = unsignedBundle([paying(coin(0), FEE + LEAST)]);
    const { admission, names } = await replacing(better);
    expect(admission).toMatchObject({ status: SUCCESS });
    expect(names).toEqual([nameOf(better)]);
  });

  test('one mojo less is not', async () => {
    const { admission, names } = await replacing(unsignedBundle([paying(coin(0), FEE + LEAST - 1n)]));
    expect(admission).toMatchObject({ status: PENDING, error: 'MEMPOOL_CONFLICT' });
    expect(names).toEqual([nameOf(first)]);
  });

  test('all coins of what is replaced must be spent', async () => {
    const two = unsignedBundle([paying(coin(0), FEE), paying(coin(1), FEE)]);
    const { admission, names } = await replacing(unsignedBundle([paying(coin(0), 10n * LEAST)]), [two]);
    expect(admission).toMatchObject({ status: PENDING, error: 'MEMPOOL_CONFLICT' });
    expect(names).toEqual([nameOf(two)]);
  });

  test('what several pay together counts, and all of them go', async () => {
    const others = [0, 1].map((at) => unsignedBundle([paying(coin(at), LEAST)]));
    const both = (fee: bigint) => unsignedBundle([paying(coin(0), fee), paying(coin(1), LEAST)]);
    const tooLittle = await replacing(both(2n * LEAST - 1n), others);
    expect(tooLittle.admission).toMatchObject({ status: PENDING, error: 'MEMPOOL_CONFLICT' });
    const enough = await replacing(both(2n * LEAST), others);
    expect(enough.admission).toMatchObject({ status: SUCCESS });
    expect(enough.names).toEqual([nameOf(both(2n * LEAST))]);
  });

  test('more mojo at a lower rate are not enough', async () => {
    const cheap = unsignedBundle([paying(coin(0), 2n * LEAST)]);
    const outputs = Array.from({ length: 20 }, (_, at) => createCoin(BigInt(at) + 1n));
    const dear = unsignedBundle([{ coin: coin(0), conditions: [...outputs, createCoin(coin(0).amount - 4n * LEAST)] }]);
    const { admission, names } = await replacing(dear, [cheap]);
    expect(admission).toMatchObject({ status: PENDING, error: 'MEMPOOL_CONFLICT' });
    expect(names).toEqual([nameOf(cheap)]);
  });
});

describe("replacement under the beta's rules", () => {
  const bundle = (...spends: Parameters<typeof paying>[]) =>
    signedBundle(
      spends.map((spend) => paying(...spend)),
      'beta18',
    );

  test('any higher rate is enough, whatever else is spent', async () => {
    const { mempools } = setup({ coinRules: 'beta18', coins });
    await add(mempools, bundle([coin(0), 10n], [coin(1), 10n]));
    const better = bundle([coin(0), 12n]);
    expect(await add(mempools, better)).toMatchObject({ status: SUCCESS });
    expect(held(mempools)).toEqual([nameOf(better)]);
  });

  test('an equal rate is not', async () => {
    const { mempools } = setup({ coinRules: 'beta18', coins });
    const same = (amount: bigint) => signedBundle([{ coin: coin(0), conditions: [createCoin(amount)] }], 'beta18');
    await add(mempools, same(coin(0).amount - 10n));
    const other = signedBundle(
      [{ coin: coin(0), conditions: [createCoin(coin(0).amount - 10n, coin(1).parentCoinInfo)] }],
      'beta18',
    );
    expect(await add(mempools, other)).toMatchObject({ status: PENDING, error: 'MEMPOOL_CONFLICT' });
  });

  test('a higher rate than all but one is not', async () => {
    const { mempools } = setup({ coinRules: 'beta18', coins });
    const others = [bundle([coin(0), 10n]), bundle([coin(1), 100n])];
    for (const each of others) await add(mempools, each);
    expect(await add(mempools, bundle([coin(0), 25n], [coin(1), 25n]))).toMatchObject({ error: 'MEMPOOL_CONFLICT' });
    expect(held(mempools)).toEqual(others.map(nameOf));
  });
});

describe('a full mempool', () => {
  test('of the beta holds a number of bundles; the oldest of the lowest rate goes', async () => {
    const constants = { TX_PER_SEC: 1, BLOCK_TIME_TARGET: 3, MEMPOOL_BLOCK_BUFFER: 1 };
    const { mempools } = setup({ coinRules: 'beta18', coins, constants });
    const bundles = [10n, 5n, 5n, 20n].map((fee, at) => signedBundle([paying(coin(at), fee)], 'beta18'));
    for (const bundle of bundles) expect(await add(mempools, bundle)).toMatchObject({ status: SUCCESS });
    expect(held(mempools)).toEqual([0, 2, 3].map((at) => nameOf(bundles[at] as SpendBundle)));
    expect(mempools.worthAsking(1_000_000n, 1n)).toBe(false);
  });

  test('of the beta takes nothing for nothing', async () => {
    const constants = { TX_PER_SEC: 1, BLOCK_TIME_TARGET: 1, MEMPOOL_BLOCK_BUFFER: 1 };
    const { mempools } = setup({ coinRules: 'beta18', coins, constants });
    await add(mempools, signedBundle([paying(coin(0), 0n)], 'beta18'));
    const free = signedBundle([paying(coin(1), 0n)], 'beta18');
    expect(await add(mempools, free)).toMatchObject({ status: FAILED, error: 'INVALID_FEE_LOW_FEE' });
  });

  test('holds no more bytes than it may, whatever its rules count', async () => {
    const bundles = [30n, 10n, 20n, 5n].map((fee, at) => signedBundle([paying(coin(at), fee)], 'beta18'));
    const { mempools: roomy } = setup({ coinRules: 'beta18', coins });
    for (const bundle of bundles) await add(roomy, bundle);
    const bytes = (roomy.state()[0]?.bytes ?? 0) / bundles.length;
    const { mempools } = setup({ coinRules: 'beta18', coins, limits: { poolBytes: 2 * bytes } });
    const admissions = [];
    for (const bundle of bundles) admissions.push(await add(mempools, bundle));
    expect(admissions.map(({ error }) => error)).toEqual([null, null, null, 'INVALID_FEE_LOW_FEE']);
    expect(held(mempools)).toEqual([0, 2].map((at) => nameOf(bundles[at] as SpendBundle)));
  });

  /** Costs of bundles with one output, and with several. */
  const withOutputs = (at: number, outputs: number, fee: bigint): SpendBundle => {
    const small = Array.from({ length: outputs - 1 }, (_, n) => createCoin(BigInt(n) + 1n));
    const left = coin(at).amount - fee - BigInt(((outputs - 1) * outputs) / 2);
    return unsignedBundle([{ coin: coin(at), conditions: [...small, createCoin(left)] }]);
  };

  const full = async () => {
    const { mempools } = setup({ coins, constants: { MAX_BLOCK_COST_CLVM: 40_000_000n, MEMPOOL_BLOCK_BUFFER: 1 } });
    const bundles = Array.from({ length: 12 }, (_, at) => withOutputs(at, 1, 1_000n + BigInt(at) * 100n));
    let taken = 0;
    for (const bundle of bundles) {
      if ((await add(mempools, bundle)).status !== SUCCESS) break;
      if (mempools.names().length === taken) break;
      taken++;
    }
    return { mempools, bundles, taken };
  };

  test('of today holds a cost; as many of the lowest rates go as are in the way', async () => {
    const { mempools, taken } = await full();
    const [{ cost }] = mempools.state() as unknown as [MempoolState];
    expect(cost).toBeLessThanOrEqual(40_000_000n);
    const before = mempools.names().length;
    expect(before).toBe(taken);
    const large = withOutputs(20, 6, 50_000n);
    expect(await add(mempools, large)).toMatchObject({ status: SUCCESS });
    expect(held(mempools)).toContain(nameOf(large));
    expect(mempools.names().length).toBeLessThan(before);
    for (const state of mempools.state()) expect(state.cost).toBeLessThanOrEqual(40_000_000n);
  });

  test('of today lets none go that pays better than what comes', async () => {
    const { mempools } = await full();
    const before = held(mempools);
    // Above the lowest rate, but not above all that would have to go.
    const [{ cost, fees, count }] = mempools.state() as unknown as [MempoolState];
    expect(count).toBeGreaterThan(3);
    const large = withOutputs(21, 8, (fees * 18_000_000n) / cost - 3000n);
    expect(await add(mempools, large)).toMatchObject({ status: FAILED, error: 'INVALID_FEE_LOW_FEE' });
    expect(held(mempools)).toEqual(before);
  });

  test('is worth asking only for what it would take', async () => {
    const { mempools } = await full();
    expect(mempools.worthAsking(0n, 1000n)).toBe(false);
    expect(mempools.worthAsking(15_000_000n, 1n)).toBe(false);
    expect(mempools.worthAsking(15_000_000n, 1_000_000n)).toBe(true);
    expect(mempools.worthAsking(20_000_001n, 1_000_000_000n)).toBe(false);
    expect(setup({ coins }).mempools.worthAsking(3_000_000n, 0n)).toBe(true);
  });
});

describe('names', () => {
  test('are seen once tried, whatever came of it', async () => {
    const { mempools } = setup({ coins });
    const [good, bad] = [unsignedBundle([paying(coin(0), 5n)]), unsignedBundle([paying(coinOf(99), 5n)])];
    for (const bundle of [good, bad]) expect(mempools.seen(spendBundleName(bundle))).toBe(false);
    for (const bundle of [good, bad]) await add(mempools, bundle);
    for (const bundle of [good, bad]) expect(mempools.seen(spendBundleName(bundle))).toBe(true);
    expect(mempools.has(spendBundleName(good))).toBe(true);
    expect(mempools.has(spendBundleName(bad))).toBe(false);
    expect(mempools.get(spendBundleName(good))).toBe(good);
    expect(mempools.get(spendBundleName(bad))).toBeNull();
  });

  test('are forgotten in the order in which they came', async () => {
    const { mempools } = setup({ coins, limits: { seen: 2 } });
    const bundles = [0, 1, 2].map((at) => unsignedBundle([paying(coin(at), 5n)]));
    for (const bundle of bundles) await add(mempools, bundle);
    expect(bundles.map((bundle) => mempools.seen(spendBundleName(bundle)))).toEqual([false, true, true]);
  });
});

describe('bundles that wait', () => {
  const locked = (at: number) => unsignedBundle([{ coin: coin(at), conditions: [condition(83, 100n)] }]);

  test('are bounded in number and in bytes; the oldest go', async () => {
    const few = setup({ coins, limits: { pending: { count: 2, bytes: 1 << 20 } } });
    for (const at of [0, 1, 2]) expect(await add(few.mempools, locked(at))).toMatchObject({ status: PENDING });
    expect(few.mempools.pendingCount()).toBe(2);
    const small = setup({ coins, limits: { pending: { count: 300, bytes: 400 } } });
    for (const at of [0, 1, 2]) await add(small.mempools, locked(at));
    expect(small.mempools.pendingCount()).toBe(2);
  });
});
