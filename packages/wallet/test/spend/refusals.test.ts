import { describe, expect, test } from '@jest/globals';
import { encodeAddress } from '@salvia/keychain';
import { coinName } from '@salvia/protocol';
import {
  buildSpend,
  checkPayments,
  DUST_LIMIT,
  mostCoins,
  mostCost,
  type Payment,
  puzzleHashOfAddress,
  type SpendRequest,
} from '../../src/index.ts';
import { coinOf, failure, keyOf, networkOf, RULES, rings } from './support/spends.ts';

const HASH = new Uint8Array(32).fill(0xaa);
const MAX = (1n << 64n) - 1n;

describe.each(RULES)('under the rules %s', (rules) => {
  const network = networkOf(rules);
  const coins = [1, 2].map((number) => coinOf(rules, number, 10_000n));
  const request: SpendRequest = {
    network,
    coins,
    outputs: [{ puzzleHash: HASH, amount: 5000n }],
    fee: 0n,
    change: rings[rules].key(3).puzzleHash,
    keyOf: keyOf(rules),
  };
  const paying = (...outputs: readonly Payment[]): SpendRequest => ({ ...request, outputs });
  const pay = (amount: bigint): SpendRequest => paying({ puzzleHash: HASH, amount });

  test.each<[string, SpendRequest, string, Record<string, unknown>]>([
    ['a negative amount', pay(-1n), 'AMOUNT_OUT_OF_RANGE', { field: 'amount', amount: -1n, min: 1n }],
    ['an amount of zero', pay(0n), 'AMOUNT_OUT_OF_RANGE', { field: 'amount', amount: 0n }],
    ['an amount of 2^64 - 1', pay(MAX), 'AMOUNT_OUT_OF_RANGE', { field: 'amount', amount: MAX, max: MAX - 1n }],
    ['an amount of 2^64', pay(1n << 64n), 'AMOUNT_OUT_OF_RANGE', { field: 'amount' }],
    ['dust', pay(DUST_LIMIT - 1n), 'DUST', { amount: DUST_LIMIT - 1n, least: DUST_LIMIT }],
    ['a negative fee', { ...request, fee: -1n }, 'AMOUNT_OUT_OF_RANGE', { field: 'fee', min: 0n }],
    ['a fee of 2^64', { ...request, fee: 1n << 64n }, 'AMOUNT_OUT_OF_RANGE', { field: 'fee' }],
    ['no outputs', paying(), 'NO_OUTPUTS', {}],
    ['a short puzzle hash', paying({ puzzleHash: HASH.slice(1), amount: 5000n }), 'BAD_PUZZLE_HASH', { bytes: 31 }],
    ['equal outputs', paying(...request.outputs, ...request.outputs), 'DUPLICATE_OUTPUT', { amount: 5000n }],
    [
      'an output that equals the change',
      paying({ puzzleHash: request.change, amount: 10_000n }),
      'DUPLICATE_OUTPUT',
      { amount: 10_000n },
    ],
    ['more than the coins are worth', pay(20_001n), 'COINS_TOO_LITTLE', { need: 20_001n, sum: 20_000n }],
    ['a fee that is one too high', { ...request, fee: 15_001n }, 'COINS_TOO_LITTLE', { need: 20_001n, sum: 20_000n }],
    ['no coins', { ...request, coins: [] }, 'NO_COINS', {}],
    ['a coin twice', { ...request, coins: [...coins, ...coins] }, 'DUPLICATE_COIN', {}],
    ['an origin elsewhere', { ...request, origin: HASH }, 'ORIGIN_NOT_AMONG_COINS', { origin: 'aa'.repeat(32) }],
    [
      "a coin of somebody else's",
      { ...request, coins: [...coins, { ...coinOf(rules, 5, 1n), puzzleHash: HASH }] },
      'NO_KEY',
      { puzzleHash: 'aa'.repeat(32) },
    ],
  ])('%s is refused in one line', (_case, bad, code, context) => {
    expect(() => buildSpend(bad)).toThrow(failure(code, context));
    try {
      buildSpend(bad);
    } catch (error) {
      expect((error as Error).message).toMatch(/^[^\n]{10,300}$/);
    }
  });

  test('change that no coin can hold is refused', () => {
    const rich = [1, 2].map((number) => coinOf(rules, number, MAX - 1n));
    expect(() => buildSpend({ ...request, coins: rich })).toThrow(failure('AMOUNT_OUT_OF_RANGE', { field: 'change' }));
  });

  test('all of it can be paid, with nothing left, and dust if told so', () => {
    expect(buildSpend({ ...pay(20_000n), fee: 0n })).toMatchObject({ change: 0n, outputs: [{ change: false }] });
    expect(buildSpend({ ...pay(19_999n), fee: 0n })).toMatchObject({ change: 1n });
    expect(buildSpend({ ...pay(1n), dustLimit: 1n })).toMatchObject({ amount: 1n });
  });

  test('what is paid is checked before coins are looked for', () => {
    expect(checkPayments(request.outputs, 7n, { network })).toBe(5007n);
    expect(() => checkPayments(pay(1n).outputs, 0n, { network })).toThrow(failure('DUST'));
    expect(checkPayments(pay(1n).outputs, 0n, { network, dustLimit: 1n })).toBe(1n);
  });

  test('no more coins are spent than full nodes take', () => {
    expect(mostCoins(request.outputs, network)).toBe(500);
    const small = { ...network, constants: { ...network.constants, MAX_BLOCK_COST_CLVM: mostCost(network) / 50n } };
    const limit = mostCoins(request.outputs, small);
    expect(limit).toBeGreaterThan(0);
    expect(limit).toBeLessThan(500);
    const many = (count: number) => Array.from({ length: count }, (_, number) => coinOf(rules, number, 10_000n));
    const spending = (count: number) => buildSpend({ ...request, network: small, fee: 1n, coins: many(count) });
    expect(spending(limit).cost).toBeLessThanOrEqual(mostCost(small));
    expect(() => spending(limit + 2)).toThrow(failure('BUNDLE_TOO_COSTLY', { limit: mostCost(small) }));
  });

  test('outputs that are too many leave no room for a coin', () => {
    const small = { ...network, constants: { ...network.constants, MAX_BLOCK_COST_CLVM: 100_000n } };
    const outputs = Array.from({ length: 10 }, (_, at) => ({ puzzleHash: HASH, amount: 5000n + BigInt(at) }));
    expect(() => mostCoins(outputs, small)).toThrow(failure('BUNDLE_TOO_COSTLY'));
  });

  describe('an address', () => {
    const rulesOf = { addressPrefix: 'txch', coinRules: rules };
    const good = encodeAddress(HASH, 'txch', rules);
    const bad = (address: string) => () => puzzleHashOfAddress(address, rulesOf);

    test('gives its puzzle hash', () => {
      expect(puzzleHashOfAddress(good, rulesOf)).toEqual(HASH);
    });

    test.each([
      ['a wrong character', `${good.slice(0, -1)}${good.endsWith('q') ? 'p' : 'q'}`, 'checksum'],
      [
        'one of the other coin rules',
        encodeAddress(HASH, 'txch', rules === 'mainnet' ? 'beta18' : 'mainnet'),
        'checksum',
      ],
      ['another prefix', encodeAddress(HASH, 'xch', rules), 'prefix'],
      ['a blank', `${good} `, 'characters'],
      ['nothing', '', 'characters'],
      ['a puzzle hash in hex', 'aa'.repeat(32), 'characters'],
    ])('with %s says so', (_case, address, problem) => {
      expect(bad(address)).toThrow(failure('BAD_ADDRESS', { address, problem }));
    });
  });
});

test('memos are refused where conditions have none', () => {
  const outputs = [{ puzzleHash: HASH, amount: 5000n, memos: [HASH] }];
  expect(() => checkPayments(outputs, 0n, { network: networkOf('beta18') })).toThrow(failure('MEMOS_NOT_SUPPORTED'));
  expect(checkPayments(outputs, 0n, { network: networkOf('mainnet') })).toBe(5000n);
});

test('memos that cost more than full nodes take are refused', () => {
  const memos = [new Uint8Array(500_000)];
  const given = { puzzleHash: HASH, amount: 5000n, memos };
  expect(() => mostCoins([given], networkOf('mainnet'))).toThrow(failure('BUNDLE_TOO_COSTLY'));
  const coin = coinOf('mainnet', 1, 10_000n);
  const request = { network: networkOf('mainnet'), coins: [coin], outputs: [given], fee: 0n, change: coin.puzzleHash };
  expect(() => buildSpend({ ...request, origin: coinName(coin), keyOf: keyOf('mainnet') })).toThrow(
    failure('BUNDLE_TOO_COSTLY'),
  );
});

test.each([
  [20, 'txch1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqpg9pp5'],
  [31, 'txch1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqu7adwq'],
  [33, 'txch1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq57v93a'],
])('an address that holds %i bytes says so', (_bytes, address) => {
  const refused = failure('BAD_ADDRESS', { problem: 'length' });
  expect(() => puzzleHashOfAddress(address, { addressPrefix: 'txch', coinRules: 'mainnet' })).toThrow(refused);
});
