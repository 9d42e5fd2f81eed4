import { describe, expect, test } from '@jest/globals';
import { type CoinRules, treeHash } from '@salvia/clvm';
import { type Coin, coinName, type SpendBundle, spendBundleName } from '@salvia/protocol';
import fc from 'fast-check';
import { type BuiltSpend, buildSpend, mostCoins, type Payment, type SpendRequest } from '../../src/index.ts';
import { memosOf } from './support/memos.ts';
import {
  coinOf,
  coinRules,
  failures,
  hashes,
  keyOf,
  networkOf,
  ofKind,
  RULES,
  run,
  verifies,
} from './support/spends.ts';

/** Puzzles run and points are paired for each case. */
const few = { numRuns: 25 };
const CHANGE = new Uint8Array(32).fill(0xcc);
const networks = { mainnet: networkOf('mainnet'), beta18: networkOf('beta18') } as const;

interface Case {
  readonly rules: CoinRules;
  readonly coins: readonly Coin[];
  readonly outputs: readonly Payment[];
  readonly fee: bigint;
  readonly originAt: number;
}

const memos = fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 3 });

/** Outputs, a fee, and coins that are worth at least as much: often exactly, often more. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    rules: coinRules,
    outputs: fc.uniqueArray(fc.record({ puzzleHash: hashes, amount: fc.bigInt(1000n, 1n << 60n), memos }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ amount }) => amount,
    }),
    fee: fc.oneof(fc.constant(0n), fc.bigInt(0n, 1n << 40n)),
    surplus: fc.oneof(fc.constant(0n), fc.bigInt(1n, 1n << 50n)),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
    originAt: fc.nat(5),
  })
  .map(({ rules, outputs, fee, surplus, cuts, originAt }) => {
    const sum = outputs.reduce((need, { amount }) => need + amount, fee + surplus);
    const shares = sharesOf(sum, cuts);
    return {
      rules,
      coins: shares.map((amount, number) => coinOf(rules, number + 1, amount)),
      outputs: rules === 'beta18' ? outputs.map(({ puzzleHash, amount }) => ({ puzzleHash, amount })) : outputs,
      fee,
      originAt: originAt % shares.length,
    };
  });

/** A sum in parts. */
function sharesOf(sum: bigint, cuts: readonly number[]): bigint[] {
  const ends = [...cuts.map((cut) => (sum * BigInt(Math.floor(cut * 2 ** 30))) >> 30n), sum];
  ends.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return ends.map((end, at) => end - (ends[at - 1] ?? 0n));
}

const requestOf = ({ rules, coins, outputs, fee, originAt }: Case): SpendRequest => ({
  network: networks[rules],
  coins,
  outputs,
  fee,
  change: CHANGE,
  origin: coinName(coins[originAt] as Coin),
  keyOf: keyOf(rules),
});

const worth = (coins: readonly { readonly amount: bigint }[]) => coins.reduce((sum, { amount }) => sum + amount, 0n);

describe('a spend', () => {
  test('makes exactly the outputs, the change and the fee that were asked for, all by its origin', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { coins, outputs, fee, rules, originAt } = given;
        const built = buildSpend(requestOf(given));
        const ran = run(built.bundle, networks[rules]);
        const change = worth(coins) - worth(outputs) - fee;
        const wanted = [
          ...outputs.map(({ puzzleHash, amount }) => ({ kind: 'createCoin', puzzleHash, amount })),
          ...(change > 0n ? [{ kind: 'createCoin', puzzleHash: CHANGE, amount: change }] : []),
        ];
        const made = ran.spends.map(({ conditions }) => conditions.filter(({ kind }) => kind === 'createCoin'));
        expect(made).toEqual(coins.map((_, at) => (at === originAt ? wanted : [])));
        expect(ofKind(ran, 'reserveFee')).toEqual(fee === 0n ? [] : [{ kind: 'reserveFee', amount: fee }]);
        expect(worth(coins) - worth(ofKind(ran, 'createCoin'))).toBe(fee);
        expect([built.change, built.fee, built.amount]).toEqual([change, fee, worth(outputs)]);
      }),
      few,
    );
  });

  test('spends its coins in their order, each by its own puzzle, and is signed for all', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const built = buildSpend(requestOf(given));
        const ran = run(built.bundle, networks[given.rules]);
        expect(built.bundle.coinSolutions.map(({ coin }) => coin)).toEqual(given.coins);
        expect(built.inputs).toEqual(given.coins.map(coinName));
        expect(ran.spends.map(({ puzzleHash }) => puzzleHash)).toEqual(given.coins.map(({ puzzleHash }) => puzzleHash));
        expect(failures(built.bundle, ran)).toEqual([]);
        expect(verifies(built.bundle, ran)).toBe(true);
        expect(built.id).toEqual(spendBundleName(built.bundle));
      }),
      few,
    );
  });

  test('tells its outputs as the chain will have them, with their memos', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const built = buildSpend(requestOf(given));
        const origin = given.coins[given.originAt] as Coin;
        for (const { name, coin } of built.outputs) {
          expect(coin.parentCoinInfo).toEqual(coinName(origin));
          expect(name).toEqual(coinName(coin));
        }
        const payments = built.outputs.filter(({ change }) => !change);
        expect(payments.map(({ coin, memos: told }) => [coin.puzzleHash, coin.amount, told])).toEqual(
          given.outputs.map(({ puzzleHash, amount, memos: asked = [] }) => [puzzleHash, amount, asked]),
        );
        const written = memosOf(built.bundle.coinSolutions[given.originAt]?.solution as Uint8Array, given.rules);
        expect(written).toEqual(built.outputs.map(({ memos: told }) => told));
      }),
      few,
    );
  });

  test('costs no more than it says, and not much less', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const built = buildSpend(requestOf(given));
        const { cost } = run(built.bundle, networks[given.rules]);
        expect(built.cost).toBeGreaterThanOrEqual(cost);
        expect(built.cost).toBeLessThan((cost * 3n) / 2n);
      }),
      few,
    );
  });

  test('is the same for the same request', () => {
    fc.assert(
      fc.property(cases, (given) => {
        expect(buildSpend(requestOf(given)).id).toEqual(buildSpend(requestOf(given)).id);
      }),
      { numRuns: 5 },
    );
  });
});

describe.each(RULES)('a signature under the rules %s', (rules) => {
  const coins = [1, 2, 3].map((number) => coinOf(rules, number, 5000n));
  const request: SpendRequest = {
    network: networks[rules],
    coins,
    outputs: [{ puzzleHash: new Uint8Array(32).fill(0xaa), amount: 12_000n }],
    fee: 1000n,
    change: CHANGE,
    keyOf: keyOf(rules),
  };
  const built = buildSpend(request);

  /** The same puzzles and solutions, for other coins. */
  const replayed = (swap: (coin: Coin) => Coin): SpendBundle => ({
    ...built.bundle,
    coinSolutions: built.bundle.coinSolutions.map(({ coin, solution }) => ({ coin: swap(coin), solution })),
  });
  const refused = (bundle: SpendBundle): boolean => {
    const ran = run(bundle, networks[rules]);
    return !verifies(bundle, ran) || failures(bundle, ran).length > 0;
  };

  test('is not good for other coins of the same puzzles', () => {
    expect(refused(built.bundle)).toBe(false);
    expect(refused(replayed((coin) => ({ ...coin, parentCoinInfo: new Uint8Array(32).fill(9) })))).toBe(true);
    expect(refused(replayed((coin) => ({ ...coin, amount: coin.amount + 1n })))).toBe(true);
  });

  test('is not good for other outputs', () => {
    const other = buildSpend({ ...request, fee: 999n });
    expect(refused({ ...other.bundle, aggregatedSignature: built.bundle.aggregatedSignature })).toBe(true);
  });

  test.each([0, 1, 2])('lets no coin be spent without the others: but for coin %i', (left) => {
    const coinSolutions = built.bundle.coinSolutions.filter((_, at) => at !== left);
    const ran = run({ ...built.bundle, coinSolutions }, networks[rules]);
    const missing = failures({ ...built.bundle, coinSolutions }, ran).length > 0;
    const minted = worth(ofKind(ran, 'createCoin')) > worth(coinSolutions.map(({ coin }) => coin));
    expect(missing || minted).toBe(true);
  });

  test('of one coin by itself binds it to nothing', () => {
    const [coin] = coins as [Coin];
    const single = buildSpend({ ...request, coins: [coin], outputs: [{ puzzleHash: CHANGE, amount: 3000n }] });
    const kinds = run(single.bundle, networks[rules]).spends[0]?.conditions.map(({ kind }) => kind);
    expect(kinds).not.toContain('announce');
  });
});

test.each(RULES)('as many coins as one transaction takes are spent, and full nodes take it: %s', (rules) => {
  const network = networks[rules];
  const outputs = Array.from({ length: 3 }, (_, at) => ({ puzzleHash: CHANGE, amount: 100_000n + BigInt(at) }));
  const coins = Array.from({ length: mostCoins(outputs, network) }, (_, number) => coinOf(rules, number, 10_000n));
  expect(coins).toHaveLength(500);
  const change = coins[0]?.puzzleHash as Uint8Array;
  const { bundle, cost } = buildSpend({ network, coins, outputs, fee: 5n, change, keyOf: keyOf(rules) });
  const ran = run(bundle, network);
  expect(ran.cost).toBeLessThanOrEqual(cost);
  expect(failures(bundle, ran)).toEqual([]);
  expect(verifies(bundle, ran)).toBe(true);
  expect(worth(coins) - worth(ofKind(ran, 'createCoin'))).toBe(5n);
});

test("a signature of today's rules is not good on another network", () => {
  const given: Omit<SpendRequest, 'network'> = {
    coins: [coinOf('mainnet', 1, 5000n)],
    outputs: [{ puzzleHash: CHANGE, amount: 4000n }],
    fee: 1000n,
    change: CHANGE,
    keyOf: keyOf('mainnet'),
  };
  const other = networkOf('mainnet', new Uint8Array(32).fill(0x22));
  const [here, there]: BuiltSpend[] = [networks.mainnet, other].map((network) => buildSpend({ ...given, network })) as [
    BuiltSpend,
    BuiltSpend,
  ];
  expect(verifies(here.bundle, run(here.bundle, networks.mainnet))).toBe(true);
  expect(verifies(there.bundle, run(there.bundle, other))).toBe(true);
  expect(verifies(here.bundle, run(here.bundle, other))).toBe(false);
  const [spend] = here.bundle.coinSolutions as [SpendBundle['coinSolutions'][number]];
  expect(treeHash(spend.solution)).toEqual(treeHash(there.bundle.coinSolutions[0]?.solution as Uint8Array));
});
