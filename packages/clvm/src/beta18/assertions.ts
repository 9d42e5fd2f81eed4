import { type AssertionRule, bytesRule, integerRule, sameBytes } from '../assertion-rule.ts';
import type { AssertionName } from '../condition.ts';

/**
 * When the assertions of release 1.0b18 hold (consensus 8.8). All comparisons are strict. ASSERT_TIME_EXCEEDS looks at
 * the clock of whoever validates, so its verdict may change (consensus Q13).
 */
export const beta18Assertions = {
  ASSERT_COIN_CONSUMED: bytesRule('ASSERT_COIN_CONSUMED_FAILED', (name, { together }) => together.spends(name)),
  ASSERT_MY_COIN_ID: bytesRule('ASSERT_MY_COIN_ID_FAILED', (name, { coin }) => sameBytes(name, coin.name)),
  ASSERT_TIME_EXCEEDS: integerRule(
    'ASSERT_TIME_EXCEEDS_FAILED',
    (milliseconds, { nowMs }) => BigInt(Math.floor(nowMs)) > milliseconds,
  ),
  ASSERT_BLOCK_INDEX_EXCEEDS: integerRule(
    'ASSERT_BLOCK_INDEX_EXCEEDS_FAILED',
    (height, context) => BigInt(context.height) > height,
  ),
  ASSERT_BLOCK_AGE_EXCEEDS: integerRule(
    'ASSERT_BLOCK_AGE_EXCEEDS_FAILED',
    (blocks, { height, coin }) => BigInt(height) > BigInt(coin.confirmedHeight) + blocks,
  ),
} satisfies Partial<Record<AssertionName, AssertionRule>>;
