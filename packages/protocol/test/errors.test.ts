import { describe, expect, test } from '@jest/globals';
import { ErrorCode, errorName, ProtocolError } from '../src/index.ts';

describe('error codes', () => {
  test('a number has at most one name under either coin rules', () => {
    for (const rules of ['mainnet', 'beta18'] as const) {
      for (const number of Object.values(ErrorCode)) {
        const name = errorName(number, rules);
        if (name !== null) expect(ErrorCode[name]).toBe(number);
      }
    }
  });

  test.each([
    [12, 'ASSERT_ANNOUNCE_CONSUMED_FAILED', 'ASSERT_COIN_CONSUMED_FAILED'],
    [13, 'ASSERT_HEIGHT_RELATIVE_FAILED', 'ASSERT_BLOCK_AGE_EXCEEDS_FAILED'],
    [14, 'ASSERT_HEIGHT_ABSOLUTE_FAILED', 'ASSERT_BLOCK_INDEX_EXCEEDS_FAILED'],
    [15, 'ASSERT_SECONDS_ABSOLUTE_FAILED', 'ASSERT_TIME_EXCEEDS_FAILED'],
    [48, 'RESERVE_FEE_CONDITION_FAILED', 'ASSERT_FEE_CONDITION_FAILED'],
    [105, 'ASSERT_SECONDS_RELATIVE_FAILED', null],
    [42, 'INVALID_POT', 'INVALID_POT'],
    [108, 'NO_TRANSACTIONS_WHILE_SYNCING', 'NO_TRANSACTIONS_WHILE_SYNCING'],
    [110, 'INCOMPATIBLE_NETWORK_ID', 'INCOMPATIBLE_NETWORK_ID'],
    [99, null, null],
  ])('%i', (number, mainnet, beta18) => {
    expect([errorName(number, 'mainnet'), errorName(number, 'beta18')]).toEqual([mainnet, beta18]);
  });

  test('an error carries code, number and details', () => {
    const error = new ProtocolError('INVALID_HEIGHT', { height: 5, wanted: 4 });
    expect([error.code, error.number, error.context]).toEqual(['INVALID_HEIGHT', 34, { height: 5, wanted: 4 }]);
    expect(error.message).not.toContain('\n');
  });
});
