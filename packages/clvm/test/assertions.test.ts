import { describe, expect, test } from '@jest/globals';
import {
  type AssertionError,
  type AssertionName,
  type Condition,
  failedAssertion,
  gatherSpends,
  type Spend,
  type SpendContext,
} from '../src/index.ts';

const filled = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const COIN = { name: filled(1), parentName: filled(2), puzzleHash: filled(3), amount: 1000n };
const ID = filled(4);
const OTHER = filled(9);

const spend = (...conditions: readonly Condition[]): Spend => ({
  coinName: COIN.name,
  puzzleHash: COIN.puzzleHash,
  conditions,
});

/** A coin of height 100 and time 5000, spent at height 111 (ten blocks have passed) when the chain's time is 5600. */
const CONTEXT: SpendContext = {
  coin: { ...COIN, confirmedHeight: 100, confirmedTimestamp: 5000n },
  together: gatherSpends([spend({ kind: 'announce', id: ID })]),
  height: 111,
  timestamp: 5600n,
  nowMs: 0,
};

const failed = (name: AssertionName, value: Uint8Array | bigint, context: SpendContext = CONTEXT) =>
  failedAssertion(spend({ kind: 'assert', name, value }), context);

type Row = readonly [
  AssertionName,
  holds: readonly (Uint8Array | bigint)[],
  fails: readonly (Uint8Array | bigint)[],
  AssertionError,
];

const HUGE = 2n ** 300n;

const ROWS: readonly Row[] = [
  ['ASSERT_COIN_ANNOUNCEMENT', [ID], [OTHER, COIN.name], 'ASSERT_ANNOUNCE_CONSUMED_FAILED'],
  ['ASSERT_PUZZLE_ANNOUNCEMENT', [ID], [OTHER, COIN.name], 'ASSERT_ANNOUNCE_CONSUMED_FAILED'],
  ['ASSERT_CONCURRENT_SPEND', [COIN.name], [OTHER, COIN.puzzleHash], 'ASSERT_CONCURRENT_SPEND_FAILED'],
  ['ASSERT_CONCURRENT_PUZZLE', [COIN.puzzleHash], [OTHER, COIN.name], 'ASSERT_CONCURRENT_PUZZLE_FAILED'],
  ['ASSERT_MY_COIN_ID', [COIN.name], [OTHER, COIN.parentName], 'ASSERT_MY_COIN_ID_FAILED'],
  ['ASSERT_MY_PARENT_ID', [COIN.parentName], [OTHER, COIN.name], 'ASSERT_MY_PARENT_ID_FAILED'],
  ['ASSERT_MY_PUZZLEHASH', [COIN.puzzleHash], [OTHER, COIN.name], 'ASSERT_MY_PUZZLEHASH_FAILED'],
  ['ASSERT_MY_AMOUNT', [1000n], [999n, 1001n, 0n], 'ASSERT_MY_AMOUNT_FAILED'],
  ['ASSERT_SECONDS_RELATIVE', [0n, 599n, 600n], [601n, HUGE], 'ASSERT_SECONDS_RELATIVE_FAILED'],
  ['ASSERT_SECONDS_ABSOLUTE', [0n, 5599n, 5600n], [5601n, HUGE], 'ASSERT_SECONDS_ABSOLUTE_FAILED'],
  ['ASSERT_HEIGHT_RELATIVE', [0n, 9n, 10n], [11n, HUGE], 'ASSERT_HEIGHT_RELATIVE_FAILED'],
  ['ASSERT_HEIGHT_ABSOLUTE', [0n, 109n, 110n], [111n, HUGE], 'ASSERT_HEIGHT_ABSOLUTE_FAILED'],
  ['ASSERT_BEFORE_SECONDS_RELATIVE', [601n, HUGE], [-1n, 0n, 600n], 'ASSERT_BEFORE_SECONDS_RELATIVE_FAILED'],
  ['ASSERT_BEFORE_SECONDS_ABSOLUTE', [5601n, HUGE], [-HUGE, 0n, 5600n], 'ASSERT_BEFORE_SECONDS_ABSOLUTE_FAILED'],
  ['ASSERT_BEFORE_HEIGHT_RELATIVE', [11n, HUGE], [-1n, 0n, 10n], 'ASSERT_BEFORE_HEIGHT_RELATIVE_FAILED'],
  ['ASSERT_BEFORE_HEIGHT_ABSOLUTE', [111n, HUGE], [-HUGE, 0n, 110n], 'ASSERT_BEFORE_HEIGHT_ABSOLUTE_FAILED'],
];

describe("today's assertions", () => {
  test.each(ROWS)('%s', (name, holds, fails, error) => {
    for (const value of holds) expect(failed(name, value)).toBeNull();
    for (const value of fails) expect(failed(name, value)).toBe(error);
  });

  test.each(ROWS)('%s does not hold for a value of another kind', (name, [value], _fails, error) => {
    expect(failed(name, typeof value === 'bigint' ? COIN.name : 1000n)).toBe(error);
  });

  test('a time lock of a coin that is created in the same block counts from it', () => {
    const ephemeral = { ...CONTEXT.coin, confirmedHeight: CONTEXT.height, confirmedTimestamp: CONTEXT.timestamp };
    const context = { ...CONTEXT, coin: ephemeral };
    expect(failed('ASSERT_SECONDS_RELATIVE', 0n, context)).toBeNull();
    expect(failed('ASSERT_SECONDS_RELATIVE', 1n, context)).toBe('ASSERT_SECONDS_RELATIVE_FAILED');
    expect(failed('ASSERT_HEIGHT_RELATIVE', 0n, context)).toBe('ASSERT_HEIGHT_RELATIVE_FAILED');
    expect(failed('ASSERT_BEFORE_HEIGHT_RELATIVE', 0n, context)).toBeNull();
    expect(failed('ASSERT_BEFORE_HEIGHT_RELATIVE', -1n, context)).toBe('ASSERT_BEFORE_HEIGHT_RELATIVE_FAILED');
  });

  test('no height or time is reached before it is and after it is too', () => {
    for (let n = 0n; n < 200n; n++) {
      expect(failed('ASSERT_HEIGHT_ABSOLUTE', n) === null).not.toBe(
        failed('ASSERT_BEFORE_HEIGHT_ABSOLUTE', n) === null,
      );
      expect(failed('ASSERT_HEIGHT_RELATIVE', n) === null).not.toBe(
        failed('ASSERT_BEFORE_HEIGHT_RELATIVE', n) === null,
      );
    }
  });
});

describe('of the assertions of a spend', () => {
  const assertions = ROWS.map(([name, [value]]): Condition => ({ kind: 'assert', name, value: value as bigint }));

  test('all may hold', () => {
    expect(failedAssertion(spend(...assertions), CONTEXT)).toBeNull();
    expect(failedAssertion(spend(), CONTEXT)).toBeNull();
  });

  test('the first that does not hold is told', () => {
    const failing = ROWS.map(([name, , [value]]): Condition => ({ kind: 'assert', name, value: value as bigint }));
    const created: Condition = { kind: 'createCoin', puzzleHash: OTHER, amount: 1n };
    expect(failedAssertion(spend(created, ...assertions, ...failing), CONTEXT)).toBe(ROWS[0]?.[3]);
    expect(failedAssertion(spend(...failing.toReversed(), created), CONTEXT)).toBe(ROWS.at(-1)?.[3]);
  });
});

test('what is spent together is what any of the spends does', () => {
  const first = spend({ kind: 'announce', id: ID });
  const second: Spend = { coinName: OTHER, puzzleHash: filled(8), conditions: [{ kind: 'announce', id: filled(7) }] };
  const together = gatherSpends([first, second]);
  for (const name of [COIN.name, OTHER]) expect(together.spends(name)).toBe(true);
  for (const hash of [COIN.puzzleHash, filled(8)]) expect(together.spendsPuzzle(hash)).toBe(true);
  for (const id of [ID, filled(7)]) expect(together.announces(id)).toBe(true);
  expect([together.spends(ID), together.spendsPuzzle(OTHER), together.announces(OTHER)]).toEqual([false, false, false]);
  const none = gatherSpends([]);
  expect([none.spends(OTHER), none.spendsPuzzle(OTHER), none.announces(OTHER)]).toEqual([false, false, false]);
});
