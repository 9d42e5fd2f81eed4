import { beforeAll, describe, expect, test } from '@jest/globals';
import { selectBackend } from '@salvia/bls';
import { coinName, MempoolInclusionStatus, type SpendBundle, spendBundleName } from '@salvia/protocol';
import { createMempools, type Verifier } from '../../src/index.ts';
import { Turns } from '../../src/mempool/turns.ts';
import { verifier } from '../consensus/support/farm.ts';
import { coinOf, createCoin, nameOf, paying, signedBundle, unsignedBundle } from './support/bundles.ts';
import { NOW_MS, setup } from './support/setup.ts';

const { SUCCESS, PENDING, FAILED } = MempoolInclusionStatus;
const coins = Array.from({ length: 40 }, (_, at) => coinOf(at + 1));
const coin = (at: number) => coins[at] as (typeof coins)[number];

beforeAll(async () => {
  await selectBackend();
});

interface Held {
  readonly check: 'runGenerator' | 'aggregateSignature';
  readonly maxCost: bigint | null;
  readonly release: () => void;
}

/** A verifier whose answers are held back until they are released. */
function holdingVerifier() {
  const held: Held[] = [];
  const hold = <T>(check: Held['check'], maxCost: bigint | null, answer: () => Promise<T>): Promise<T> =>
    new Promise((resolve) => {
      held.push({ check, maxCost, release: () => resolve(answer()) });
    });
  const holding: Pick<Verifier, 'runGenerator' | 'aggregateSignature'> = {
    // The program without spends is not about any bundle.
    runGenerator: (generator, options) =>
      generator.length < 8
        ? verifier.runGenerator(generator, options)
        : hold('runGenerator', options.maxCost, () => verifier.runGenerator(generator, options)),
    aggregateSignature: (pairs, signature) =>
      hold('aggregateSignature', null, () => verifier.aggregateSignature(pairs, signature)),
  };
  return { held, holding };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await soon();
}
async function releaseAll(held: Held[], pending: Promise<unknown>): Promise<void> {
  let done = false;
  void pending.finally(() => {
    done = true;
  });
  while (!done) {
    held.shift()?.release();
    await soon();
  }
}

describe('offers at the same time', () => {
  test('of one bundle are looked at once', async () => {
    const { held, holding } = holdingVerifier();
    const { mempools } = setup({ coins, verifier: holding });
    const bundle = signedBundle([paying(coin(0), 5n)], 'mainnet');
    const offers = [1, 2, 3].map(() => mempools.add(bundle, NOW_MS));
    await until(() => held.length > 0);
    await soon();
    expect(held.map(({ check }) => check)).toEqual(['runGenerator']);
    held.shift()?.release();
    await until(() => held.length > 0);
    await soon();
    expect(held.map(({ check }) => check)).toEqual(['aggregateSignature']);
    held.shift()?.release();
    const admissions = await Promise.all(offers);
    expect(admissions.map(({ status }) => status)).toEqual([SUCCESS, SUCCESS, SUCCESS]);
    expect(mempools.names()).toHaveLength(1);
    expect(await mempools.add(bundle, NOW_MS)).toMatchObject({ status: SUCCESS, fees: 5n, cost: admissions[0]?.cost });
    expect(held).toHaveLength(0);
  });

  test('of bundles for one coin: what the mempool holds when the signature is known decides', async () => {
    const { held, holding } = holdingVerifier();
    const { mempools } = setup({ coins, verifier: holding });
    const [low, high] = [5n, 900_000_000n].map((fee) => signedBundle([paying(coin(0), fee)], 'mainnet'));
    const offers = [low, high].map((bundle) => mempools.add(bundle as SpendBundle, NOW_MS));
    await until(() => held.length === 2);
    for (const { release } of held.splice(0)) release();
    await until(() => held.length === 2);
    held[1]?.release();
    expect(await offers[1]).toMatchObject({ status: SUCCESS });
    held[0]?.release();
    expect(await offers[0]).toMatchObject({ status: PENDING, error: 'MEMPOOL_CONFLICT' });
    expect(mempools.has(spendBundleName(high as SpendBundle))).toBe(true);
  });

  test('during a change of the tips are decided on the new ones', async () => {
    const { held, holding } = holdingVerifier();
    const { chain, blocks, mempools } = setup({ coins, verifier: holding });
    const bundle = signedBundle([paying(coin(0), 5n)], 'mainnet');
    const offer = mempools.add(bundle, NOW_MS);
    await until(() => held.length > 0);
    held.shift()?.release();
    await until(() => held.length > 0);
    const last = blocks.at(-1);
    if (last === undefined) throw new Error('no block');
    chain.choose(chain.grow(last, { spends: [coinName(coin(0))] }));
    await mempools.update(NOW_MS);
    held.shift()?.release();
    expect(await offer).toMatchObject({ status: FAILED, error: 'DOUBLE_SPEND' });
    expect(mempools.names()).toHaveLength(0);
  });
});

describe('too many offers', () => {
  const limits = { adding: { atOnce: 1, waiting: 1, waitingBytes: 1 << 20 } };

  test('are turned away, and may come again', async () => {
    const { held, holding } = holdingVerifier();
    const { mempools } = setup({ coins, verifier: holding, limits });
    const bundles = [0, 1, 2].map((at) => signedBundle([paying(coin(at), 5n)], 'mainnet'));
    const offers = bundles.map((bundle) => mempools.add(bundle, NOW_MS));
    expect(await offers[2]).toEqual({ status: FAILED, error: 'MEMPOOL_BUSY', cost: 0n, fees: 0n });
    expect(mempools.seen(spendBundleName(bundles[2] as SpendBundle))).toBe(false);
    expect(mempools.worthAsking(3_000_000n, 1_000_000n)).toBe(false);
    await releaseAll(held, Promise.all(offers));
    expect(mempools.names()).toHaveLength(2);
    expect(mempools.worthAsking(3_000_000n, 1_000_000n)).toBe(true);
    const again = mempools.add(bundles[2] as SpendBundle, NOW_MS);
    await releaseAll(held, again);
    expect(await again).toMatchObject({ status: SUCCESS });
  });

  test('that cost much do not keep others waiting', async () => {
    const { held, holding } = holdingVerifier();
    const costly = { atOnce: 1, waiting: 0, waitingBytes: 0 };
    const { mempools, constants } = setup({ coins, verifier: holding, limits: { ...limits, costly } });
    const outputs = Array.from({ length: 12 }, (_, at) => createCoin(BigInt(at) + 1n));
    const dear = (at: number) => unsignedBundle([{ coin: coin(at), conditions: outputs }]);
    const first = mempools.add(dear(0), NOW_MS);
    await until(() => held.length === 1);
    held.shift()?.release();
    await until(() => held.length === 1);
    expect(held[0]?.maxCost).toBe(constants.MAX_BLOCK_COST_CLVM / 2n);
    const second = mempools.add(dear(1), NOW_MS);
    await until(() => held.length === 2);
    held.pop()?.release();
    expect(await second).toMatchObject({ status: FAILED, error: 'MEMPOOL_BUSY' });
    const cheap = mempools.add(unsignedBundle([paying(coin(2), 5n)]), NOW_MS);
    await until(() => held.length === 2);
    expect(held[1]?.maxCost).toBeLessThan(constants.MAX_BLOCK_COST_CLVM / 2n);
    held.pop()?.release();
    expect(await cheap).toMatchObject({ status: SUCCESS });
    held.pop()?.release();
    expect(await first).toMatchObject({ status: SUCCESS });
    expect(new Set(mempools.names().map((name) => Buffer.from(name).toString('hex')))).toEqual(
      new Set([dear(0), unsignedBundle([paying(coin(2), 5n)])].map(nameOf)),
    );
  });
});

test('a verifier that breaks down refuses a bundle, not the caller', async () => {
  const errors: string[] = [];
  const broken: Pick<Verifier, 'runGenerator' | 'aggregateSignature'> = {
    runGenerator: async () => Promise.reject(new Error('out of memory')),
    aggregateSignature: async () => true,
  };
  const { chain, constants } = setup({ coins });
  const log = { debug: () => undefined, error: (_fields: object, message: string) => void errors.push(message) };
  const mempools = createMempools({ chain, constants, pool: broken, log });
  expect(await mempools.add(unsignedBundle([paying(coin(0), 5n)]), NOW_MS)).toMatchObject({
    status: FAILED,
    error: 'UNKNOWN',
  });
  expect(errors).toHaveLength(1);
});

describe('turns', () => {
  test('are as many as allowed, in order of arrival, and go on after a failure', async () => {
    const turns = new Turns({ atOnce: 2, waiting: 10, waitingBytes: 100 });
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const work = (at: number) =>
      turns.run(1, async () => {
        begun.push(at);
        await new Promise<void>((resolve) => ends.push(resolve));
        if (at === 0) throw new Error('failed');
        return at;
      });
    const done = [0, 1, 2, 3].map(work);
    await soon();
    expect(begun).toEqual([0, 1]);
    ends.shift()?.();
    await expect(done[0]).rejects.toThrow('failed');
    await until(() => begun.length === 3);
    expect(begun).toEqual([0, 1, 2]);
    for (let at = 0; at < 3; at++) {
      await until(() => ends.length > 0);
      ends.shift()?.();
      await soon();
    }
    expect(await Promise.all(done.slice(1))).toEqual([1, 2, 3]);
  });

  test('are refused by the number and by the bytes of those that wait', async () => {
    const turns = new Turns({ atOnce: 1, waiting: 2, waitingBytes: 100 });
    let end: () => void = () => undefined;
    const first = turns.run(1000, () => new Promise<void>((resolve) => (end = resolve)));
    await soon();
    expect(turns.isFull(101)).toBe(true);
    const second = turns.run(60, async () => 2);
    expect(turns.run(41, async () => 3)).toBeNull();
    const third = turns.run(40, async () => 3);
    expect(turns.run(0, async () => 4)).toBeNull();
    end();
    await first;
    expect(await Promise.all([second, third])).toEqual([2, 3]);
    expect(turns.isFull(1_000_000)).toBe(false);
  });
});
