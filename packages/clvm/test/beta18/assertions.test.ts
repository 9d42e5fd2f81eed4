import { describe, expect, test } from '@jest/globals';
import {
  type Assertion,
  type AssertionError,
  failedAssertion,
  gatherSpends,
  type Spend,
  type SpendContext,
} from '../../src/index.ts';
import { filled } from './support.ts';

const COIN = filled(32, 1);
const OTHER = filled(32, 2);
const spendOf = (coinName: Uint8Array, ...conditions: readonly Assertion[]): Spend => ({
  coinName,
  puzzleHash: filled(32, 9),
  conditions,
});

const HEIGHT = 100;
const CONFIRMED = 90;
const NOW_MS = 1_600_000_000_123;

const context: SpendContext = {
  coin: {
    name: COIN,
    parentName: filled(32, 3),
    puzzleHash: filled(32, 9),
    amount: 5n,
    confirmedHeight: CONFIRMED,
    confirmedTimestamp: 1_500_000_000n,
  },
  together: gatherSpends([spendOf(COIN), spendOf(OTHER)]),
  height: HEIGHT,
  timestamp: 1_550_000_000n,
  nowMs: NOW_MS + 0.75,
};

type Row = readonly [Assertion['name'], Assertion['value'], Assertion['value'], AssertionError];

describe('assertions of the beta', () => {
  test.each<Row>([
    ['ASSERT_COIN_CONSUMED', OTHER, filled(32, 4), 'ASSERT_COIN_CONSUMED_FAILED'],
    ['ASSERT_COIN_CONSUMED', COIN, filled(31, 1), 'ASSERT_COIN_CONSUMED_FAILED'],
    ['ASSERT_MY_COIN_ID', COIN, OTHER, 'ASSERT_MY_COIN_ID_FAILED'],
    ['ASSERT_MY_COIN_ID', COIN, filled(33, 1), 'ASSERT_MY_COIN_ID_FAILED'],
    ['ASSERT_TIME_EXCEEDS', BigInt(NOW_MS - 1), BigInt(NOW_MS), 'ASSERT_TIME_EXCEEDS_FAILED'],
    ['ASSERT_TIME_EXCEEDS', -1n, 1n << 80n, 'ASSERT_TIME_EXCEEDS_FAILED'],
    ['ASSERT_BLOCK_INDEX_EXCEEDS', BigInt(HEIGHT - 1), BigInt(HEIGHT), 'ASSERT_BLOCK_INDEX_EXCEEDS_FAILED'],
    ['ASSERT_BLOCK_INDEX_EXCEEDS', -5n, 1n << 64n, 'ASSERT_BLOCK_INDEX_EXCEEDS_FAILED'],
    ['ASSERT_BLOCK_AGE_EXCEEDS', 9n, 10n, 'ASSERT_BLOCK_AGE_EXCEEDS_FAILED'],
    ['ASSERT_BLOCK_AGE_EXCEEDS', -200n, 11n, 'ASSERT_BLOCK_AGE_EXCEEDS_FAILED'],
  ])('%s holds or not (%#)', (name, holding, failing, error) => {
    const assertion = (value: Assertion['value']): Assertion => ({ kind: 'assert', name, value });
    expect(failedAssertion(spendOf(COIN, assertion(holding)), context)).toBeNull();
    expect(failedAssertion(spendOf(COIN, assertion(failing)), context)).toBe(error);
    expect(failedAssertion(spendOf(COIN, assertion(holding), assertion(failing)), context)).toBe(error);
  });

  test('an output that is spent in its own block has no age', () => {
    const ephemeral = { ...context, coin: { ...context.coin, confirmedHeight: HEIGHT } };
    const age = (value: bigint) => spendOf(COIN, { kind: 'assert', name: 'ASSERT_BLOCK_AGE_EXCEEDS', value });
    expect(failedAssertion(age(-1n), ephemeral)).toBeNull();
    expect(failedAssertion(age(0n), ephemeral)).toBe('ASSERT_BLOCK_AGE_EXCEEDS_FAILED');
  });
});
