import { beforeAll, describe, expect, test } from '@jest/globals';
import { bls, g2Identity, selectBackend } from '@salvia/bls';
import { type CoinRules, type GeneratorRun, intToAtom, listProgram, writeProgram } from '@salvia/clvm';
import { coinName, type ErrorName, MempoolInclusionStatus, type SpendBundle } from '@salvia/protocol';
import { createMempools } from '../../src/index.ts';
import { verifier } from '../consensus/support/farm.ts';
import { fill } from '../consensus/support/hex.ts';
import {
  coinOf,
  condition,
  createCoin,
  PUBLIC_KEY,
  PUZZLE_HASH,
  paying,
  signedBundle,
  type TestSpend,
  unsignedBundle,
} from './support/bundles.ts';
import { NOW_MS, type SetupOptions, setup } from './support/setup.ts';
import { START, type TestBlock } from './support/test-chain.ts';

const { SUCCESS, PENDING, FAILED } = MempoolInclusionStatus;

const coin = coinOf(1);
const other = coinOf(2);
const reward = coinOf(3);
const third = coinOf(5);

/** A case: what is offered, after what, and what must come of it. */
interface Case {
  readonly note: string;
  readonly rules: readonly CoinRules[];
  readonly error: ErrorName;
  readonly status?: MempoolInclusionStatus;
  readonly spends?: readonly TestSpend[];
  readonly bundle?: SpendBundle;
  /** Bundles offered before, and taken. */
  readonly before?: readonly (readonly TestSpend[])[];
  readonly options?: SetupOptions;
}

const both: readonly CoinRules[] = ['mainnet', 'beta18'];
const mainnet: readonly CoinRules[] = ['mainnet'];
const beta18: readonly CoinRules[] = ['beta18'];

/** A spend of the coin that asserts something. */
const asserting = (code: number, ...items: (Uint8Array | bigint)[]): Pick<Case, 'spends'> => ({
  spends: [{ coin, conditions: [condition(code, ...items)] }],
});

/** Room for two bundles of one spend under either rules. */
const twoBundles: SetupOptions = {
  constants: { TX_PER_SEC: 2, BLOCK_TIME_TARGET: 1, MEMPOOL_BLOCK_BUFFER: 1, MAX_BLOCK_COST_CLVM: 14_000_000n },
};

const costless: SetupOptions['verifier'] = {
  runGenerator: async (): Promise<GeneratorRun> => ({
    cost: 0n,
    spends: [{ coinName: coinName(coin), puzzleHash: PUZZLE_HASH, conditions: [] }],
  }),
  aggregateSignature: async () => true,
};

/** Unix seconds and heights that the tip at height 4 has not reached, and those that it has. */
const LATER = BigInt(START + 41);
const NOW = BigInt(START + 40);

const cases: readonly Case[] = [
  // M2
  {
    note: 'a solution that is no list of two',
    rules: both,
    error: 'INVALID_COIN_SOLUTION',
    bundle: { coinSolutions: [{ coin, solution: writeProgram(intToAtom(7n)) }], aggregatedSignature: g2Identity() },
  },
  {
    note: 'a puzzle that fails',
    rules: both,
    error: 'SEXP_ERROR',
    bundle: {
      coinSolutions: [{ coin, solution: listProgram(Uint8Array.of(0xff, 8, 0x80), Uint8Array.of(0x80)) }],
      aggregatedSignature: g2Identity(),
    },
  },
  { note: 'a condition without arguments', rules: both, error: 'INVALID_CONDITION', ...asserting(51) },
  { note: 'an unknown condition', rules: mainnet, error: 'INVALID_CONDITION', ...asserting(99, 1n) },
  {
    note: 'a program above what a bundle may cost',
    rules: both,
    error: 'BLOCK_COST_EXCEEDS_MAX',
    spends: [paying(coin, 1000n)],
    options: { constants: { MAX_BLOCK_COST_CLVM: 20_000n } },
  },
  // M3
  {
    note: 'an amount that is too large',
    rules: both,
    error: 'COIN_AMOUNT_EXCEEDS_MAXIMUM',
    spends: [{ coin, conditions: [createCoin(2n ** 64n - 1n)] }],
  },
  {
    note: 'a negative amount (Q11)',
    rules: both,
    error: 'COIN_AMOUNT_EXCEEDS_MAXIMUM',
    spends: [{ coin, conditions: [createCoin(coin.amount + 5n), createCoin(-5n)] }],
  },
  // M4
  {
    note: 'an output twice',
    rules: both,
    error: 'DUPLICATE_OUTPUT',
    spends: [{ coin, conditions: [createCoin(5n), createCoin(5n)] }],
  },
  // M5, M12
  { note: 'a coin twice', rules: both, error: 'DOUBLE_SPEND', spends: [paying(coin, 1000n), paying(coin, 999n)] },
  // M7
  { note: 'a coin that is nowhere', rules: both, error: 'UNKNOWN_UNSPENT', spends: [paying(coinOf(77), 1000n)] },
  // M8
  {
    note: 'more than there is',
    rules: both,
    error: 'MINTING_COIN',
    spends: [{ coin, conditions: [createCoin(coin.amount + 1n)] }],
  },
  // M9
  {
    note: 'a fee below what is reserved',
    rules: mainnet,
    error: 'RESERVE_FEE_CONDITION_FAILED',
    spends: [{ coin, conditions: [createCoin(coin.amount - 10n), condition(52, 11n)] }],
  },
  {
    note: 'a fee below what is asserted',
    rules: beta18,
    error: 'ASSERT_FEE_CONDITION_FAILED',
    spends: [{ coin, conditions: [createCoin(coin.amount - 10n), condition(0x3a, 11n)] }],
  },
  // M10
  {
    note: 'a program that costs nothing, if there were one',
    rules: both,
    error: 'UNKNOWN',
    spends: [{ coin }],
    options: { verifier: costless },
  },
  // M11
  {
    note: 'a low fee while the mempool is full',
    rules: both,
    error: 'INVALID_FEE_LOW_FEE',
    before: [[paying(other, 1000n)], [paying(third, 1000n)]],
    spends: [paying(coin, 999n)],
    options: twoBundles,
  },
  // M12
  {
    note: 'a reward that is frozen',
    rules: both,
    error: 'COINBASE_NOT_YET_SPENDABLE',
    spends: [paying(reward, 1000n)],
  },
  // M13
  {
    note: 'a coin that a better bundle spends',
    rules: both,
    error: 'MEMPOOL_CONFLICT',
    status: PENDING,
    before: [[paying(coin, 1000n)]],
    spends: [paying(coin, 999n)],
  },
  // M14
  {
    note: "a puzzle that is not the coin's",
    rules: both,
    error: 'WRONG_PUZZLE_HASH',
    spends: [{ coin: { ...coinOf(4), puzzleHash: fill(0x99) } }],
  },
  // M15
  { note: 'another id', rules: mainnet, error: 'ASSERT_MY_COIN_ID_FAILED', ...asserting(70, fill(1)) },
  { note: 'another id', rules: beta18, error: 'ASSERT_MY_COIN_ID_FAILED', ...asserting(0x35, fill(1)) },
  { note: 'another parent', rules: mainnet, error: 'ASSERT_MY_PARENT_ID_FAILED', ...asserting(71, fill(1)) },
  { note: 'another puzzle hash', rules: mainnet, error: 'ASSERT_MY_PUZZLEHASH_FAILED', ...asserting(72, fill(1)) },
  { note: 'another amount', rules: mainnet, error: 'ASSERT_MY_AMOUNT_FAILED', ...asserting(73, 1n) },
  { note: 'nothing announced', rules: mainnet, error: 'ASSERT_ANNOUNCE_CONSUMED_FAILED', ...asserting(61, fill(1)) },
  { note: 'nothing announced', rules: mainnet, error: 'ASSERT_ANNOUNCE_CONSUMED_FAILED', ...asserting(63, fill(1)) },
  { note: 'not spent alongside', rules: mainnet, error: 'ASSERT_CONCURRENT_SPEND_FAILED', ...asserting(64, fill(1)) },
  { note: 'not spent alongside', rules: mainnet, error: 'ASSERT_CONCURRENT_PUZZLE_FAILED', ...asserting(65, fill(1)) },
  { note: 'not spent alongside', rules: beta18, error: 'ASSERT_COIN_CONSUMED_FAILED', ...asserting(0x34, fill(1)) },
  {
    note: 'spent by another bundle only',
    rules: beta18,
    error: 'ASSERT_COIN_CONSUMED_FAILED',
    before: [[paying(other, 1000n)]],
    ...asserting(0x34, coinName(other)),
  },
  {
    note: 'seconds after the coin',
    rules: mainnet,
    error: 'ASSERT_SECONDS_RELATIVE_FAILED',
    status: PENDING,
    ...asserting(80, 31n),
  },
  {
    note: 'seconds',
    rules: mainnet,
    error: 'ASSERT_SECONDS_ABSOLUTE_FAILED',
    status: PENDING,
    ...asserting(81, LATER),
  },
  {
    note: 'blocks after the coin',
    rules: mainnet,
    error: 'ASSERT_HEIGHT_RELATIVE_FAILED',
    status: PENDING,
    ...asserting(82, 4n),
  },
  { note: 'height', rules: mainnet, error: 'ASSERT_HEIGHT_ABSOLUTE_FAILED', status: PENDING, ...asserting(83, 5n) },
  {
    note: 'before seconds after the coin',
    rules: mainnet,
    error: 'ASSERT_BEFORE_SECONDS_RELATIVE_FAILED',
    ...asserting(84, 1n),
  },
  {
    note: 'before seconds',
    rules: mainnet,
    error: 'ASSERT_BEFORE_SECONDS_ABSOLUTE_FAILED',
    ...asserting(85, BigInt(START + 20)),
  },
  {
    note: 'before blocks after the coin',
    rules: mainnet,
    error: 'ASSERT_BEFORE_HEIGHT_RELATIVE_FAILED',
    ...asserting(86, 1n),
  },
  { note: 'before height', rules: mainnet, error: 'ASSERT_BEFORE_HEIGHT_ABSOLUTE_FAILED', ...asserting(87, 2n) },
  {
    note: 'a clock that has not got there; this is not tried again',
    rules: beta18,
    error: 'ASSERT_TIME_EXCEEDS_FAILED',
    ...asserting(0x36, BigInt(NOW_MS)),
  },
  {
    note: 'height',
    rules: beta18,
    error: 'ASSERT_BLOCK_INDEX_EXCEEDS_FAILED',
    status: PENDING,
    ...asserting(0x37, 5n),
  },
  { note: 'age', rules: beta18, error: 'ASSERT_BLOCK_AGE_EXCEEDS_FAILED', status: PENDING, ...asserting(0x38, 4n) },
  // M16
  {
    note: 'a signature that is missing',
    rules: both,
    error: 'BAD_AGGREGATE_SIGNATURE',
    bundle: unsignedBundle([{ coin, conditions: [condition(50, PUBLIC_KEY, fill(1))] }]),
  },
  {
    note: 'no signature wanted, but a foreign one',
    rules: both,
    error: 'BAD_AGGREGATE_SIGNATURE',
    bundle: unsignedBundle([paying(coin, 1000n)], bls().sign(fill(3), fill(1))),
  },
  {
    note: 'no signature wanted and none there (Q14)',
    rules: beta18,
    error: 'BAD_AGGREGATE_SIGNATURE',
    bundle: unsignedBundle([paying(coin, 1000n)]),
  },
  { note: 'no coins at all', rules: both, error: 'BAD_AGGREGATE_SIGNATURE', bundle: unsignedBundle([]) },
];

const rows = cases.flatMap((row) => row.rules.map((rules) => [row.error, rules, row.note, row] as const));

beforeAll(async () => {
  await selectBackend();
});

describe('a bundle that is not taken', () => {
  test.each(rows)('%s under %s: %s', async (error, coinRules, _note, row) => {
    const coins = [coin, other, third, { ...coinOf(4), puzzleHash: fill(0x99) }];
    const { mempools } = setup({ coinRules, coins, rewards: [reward], ...row.options });
    for (const spends of row.before ?? [])
      expect((await mempools.add(signedBundle(spends, coinRules), NOW_MS)).status).toBe(SUCCESS);
    const before = mempools.state();
    const bundle = row.bundle ?? signedBundle(row.spends ?? [], coinRules);
    const status = row.status ?? FAILED;
    expect(await mempools.add(bundle, NOW_MS)).toMatchObject({ status, error });
    expect(mempools.state()).toEqual(before);
    expect(mempools.pendingCount()).toBe(status === PENDING ? 1 : 0);
  });
});

describe('a bundle at the border of being refused is taken', () => {
  const taken: readonly [string, CoinRules, TestSpend[]][] = [
    ['seconds reached', 'mainnet', [{ coin, conditions: [condition(80, 30n), condition(81, NOW)] }]],
    ['heights reached', 'mainnet', [{ coin, conditions: [condition(82, 3n), condition(83, 4n)] }]],
    [
      'what a negative lock means',
      'mainnet',
      [{ coin, conditions: [80, 81, 82, 83].map((code) => condition(code, -1n)) }],
    ],
    [
      'not yet too late',
      'mainnet',
      [
        {
          coin,
          conditions: [condition(84, 31n), condition(85, LATER), condition(86, 4n), condition(87, 5n)],
        },
      ],
    ],
    ['height and age', 'beta18', [{ coin, conditions: [condition(0x37, 4n), condition(0x38, 3n)] }]],
    ['the clock', 'beta18', [{ coin, conditions: [condition(0x36, BigInt(NOW_MS - 1))] }]],
    ['the fee', 'mainnet', [{ coin, conditions: [createCoin(coin.amount - 10n), condition(52, 10n)] }]],
    ['the fee', 'beta18', [{ coin, conditions: [createCoin(coin.amount - 10n), condition(0x3a, 10n)] }]],
    ['both coins', 'mainnet', [paying(coin, 5n), { coin: other, conditions: [condition(64, coinName(coin))] }]],
    ['both coins', 'beta18', [paying(coin, 5n), { coin: other, conditions: [condition(0x34, coinName(coin))] }]],
    ['an unknown condition', 'beta18', [{ coin, conditions: [condition(99, 1n)] }]],
  ];
  test.each(taken)('%s, %s', async (_note, coinRules, spends) => {
    const { mempools } = setup({ coinRules, coins: [coin, other], tips: 1 });
    const bundle = signedBundle(spends, coinRules);
    expect(await mempools.add(bundle, NOW_MS)).toMatchObject({ status: SUCCESS, error: null });
    expect(mempools.get(mempools.names()[0] as Uint8Array)).toBe(bundle);
  });

  test("a bundle that needs no signature and has none, under today's rules", async () => {
    const { mempools } = setup({ coins: [coin] });
    expect(await mempools.add(unsignedBundle([paying(coin, 5n)]), NOW_MS)).toMatchObject({ status: SUCCESS, fees: 5n });
  });

  test('a coin that the bundle makes itself', async () => {
    const made = { parentCoinInfo: coinName(coin), puzzleHash: PUZZLE_HASH, amount: 900n };
    const { mempools } = setup({ coins: [coin] });
    const bundle = unsignedBundle([paying(made, 5n), { coin, conditions: [createCoin(900n)] }]);
    expect(await mempools.add(bundle, NOW_MS)).toMatchObject({ status: SUCCESS, fees: coin.amount - 900n + 5n });
  });
});

describe('where the tips disagree', () => {
  const young = coinOf(6);
  /** The coin exists on the last block only; the tips come in the given order. */
  const disagreeing = (order: readonly number[]) => {
    const { chain, blocks, constants } = setup({ coins: [coin] });
    const last = chain.grow(blocks[3] as TestBlock, { creates: [young] });
    const tips = [last, blocks[3] as TestBlock, blocks[2] as TestBlock];
    chain.choose(...order.map((at) => tips[at] as TestBlock));
    return createMempools({ chain, pool: verifier, constants });
  };

  test('one that takes it is enough; those that may take it later are not forgotten', async () => {
    const { mempools } = setup({ coins: [coin] });
    const locked = unsignedBundle([{ coin, conditions: [condition(83, 4n)] }]);
    expect(await mempools.add(locked, NOW_MS)).toMatchObject({ status: SUCCESS, error: null });
    expect(mempools.state().map(({ count }) => count)).toEqual([1, 0, 0]);
    expect(mempools.pendingCount()).toBe(1);
  });

  test.each([
    [[0, 1, 2], 'ASSERT_MY_AMOUNT_FAILED'],
    [[1, 0, 2], 'UNKNOWN_UNSPENT'],
  ])('the first error is told, in the order %j', async (order, error) => {
    const bundle = unsignedBundle([{ coin: young, conditions: [condition(73, 1n)] }]);
    expect(await disagreeing(order).add(bundle, NOW_MS)).toMatchObject({ status: FAILED, error });
  });

  test.each([[[0, 1, 2]], [[1, 0, 2]]])('one that may pass is told before others, in the order %j', async (order) => {
    const bundle = unsignedBundle([{ coin: young, conditions: [condition(83, 5n)] }]);
    const error = 'ASSERT_HEIGHT_ABSOLUTE_FAILED';
    expect(await disagreeing(order).add(bundle, NOW_MS)).toMatchObject({ status: PENDING, error });
  });
});
