import type { SpendContext } from './spend-context.ts';

/** Why an assertion fails, by the names of consensus 13 and coins.md. */
export type AssertionError =
  // today's rules (coins.md)
  | 'ASSERT_ANNOUNCE_CONSUMED_FAILED'
  | 'ASSERT_CONCURRENT_SPEND_FAILED'
  | 'ASSERT_CONCURRENT_PUZZLE_FAILED'
  | 'ASSERT_MY_COIN_ID_FAILED'
  | 'ASSERT_MY_PARENT_ID_FAILED'
  | 'ASSERT_MY_PUZZLEHASH_FAILED'
  | 'ASSERT_MY_AMOUNT_FAILED'
  | 'ASSERT_SECONDS_RELATIVE_FAILED'
  | 'ASSERT_SECONDS_ABSOLUTE_FAILED'
  | 'ASSERT_HEIGHT_RELATIVE_FAILED'
  | 'ASSERT_HEIGHT_ABSOLUTE_FAILED'
  | 'ASSERT_BEFORE_SECONDS_RELATIVE_FAILED'
  | 'ASSERT_BEFORE_SECONDS_ABSOLUTE_FAILED'
  | 'ASSERT_BEFORE_HEIGHT_RELATIVE_FAILED'
  | 'ASSERT_BEFORE_HEIGHT_ABSOLUTE_FAILED'
  // those of release 1.0b18 (consensus 8.8)
  | 'ASSERT_COIN_CONSUMED_FAILED'
  | 'ASSERT_TIME_EXCEEDS_FAILED'
  | 'ASSERT_BLOCK_INDEX_EXCEEDS_FAILED'
  | 'ASSERT_BLOCK_AGE_EXCEEDS_FAILED';

/** When an assertion holds, and the error if it does not. A value of the wrong type never holds. */
export interface AssertionRule {
  readonly error: AssertionError;
  holds(value: Uint8Array | bigint, context: SpendContext): boolean;
}

/** A rule about a name or a hash. */
export const bytesRule = (
  error: AssertionError,
  holds: (value: Uint8Array, context: SpendContext) => boolean,
): AssertionRule => ({ error, holds: (value, context) => typeof value !== 'bigint' && holds(value, context) });

/** A rule about an amount, a height or a time. */
export const integerRule = (
  error: AssertionError,
  holds: (value: bigint, context: SpendContext) => boolean,
): AssertionRule => ({ error, holds: (value, context) => typeof value === 'bigint' && holds(value, context) });

export const sameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, at) => byte === right[at]);
