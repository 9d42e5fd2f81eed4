import type { AssertionRule } from '../assertion-rule.ts';
import { bytesRule, integerRule, sameBytes } from '../assertion-rule.ts';
import type { AssertionName } from '../condition.ts';
import type { SpendContext } from '../spend-context.ts';

/** Blocks and seconds that have passed, as time locks count them: of the chain, of the coin (coins.md, Conditions). */
const heightReached = ({ height }: SpendContext): bigint => BigInt(height) - 1n;
const heightOfCoin = ({ coin }: SpendContext): bigint => BigInt(coin.confirmedHeight);

const announced = bytesRule('ASSERT_ANNOUNCE_CONSUMED_FAILED', (id, { together }) => together.announces(id));

/** When today's assertions hold (coins.md, Conditions). A negative lock never holds "before". */
export const mainnetAssertions = {
  ASSERT_COIN_ANNOUNCEMENT: announced,
  ASSERT_PUZZLE_ANNOUNCEMENT: announced,
  ASSERT_CONCURRENT_SPEND: bytesRule('ASSERT_CONCURRENT_SPEND_FAILED', (name, { together }) => together.spends(name)),
  ASSERT_CONCURRENT_PUZZLE: bytesRule('ASSERT_CONCURRENT_PUZZLE_FAILED', (hash, { together }) =>
    together.spendsPuzzle(hash),
  ),
  ASSERT_MY_COIN_ID: bytesRule('ASSERT_MY_COIN_ID_FAILED', (name, { coin }) => sameBytes(name, coin.name)),
  ASSERT_MY_PARENT_ID: bytesRule('ASSERT_MY_PARENT_ID_FAILED', (name, { coin }) => sameBytes(name, coin.parentName)),
  ASSERT_MY_PUZZLEHASH: bytesRule('ASSERT_MY_PUZZLEHASH_FAILED', (hash, { coin }) => sameBytes(hash, coin.puzzleHash)),
  ASSERT_MY_AMOUNT: integerRule('ASSERT_MY_AMOUNT_FAILED', (amount, { coin }) => amount === coin.amount),
  ASSERT_SECONDS_RELATIVE: integerRule(
    'ASSERT_SECONDS_RELATIVE_FAILED',
    (seconds, { timestamp, coin }) => timestamp >= coin.confirmedTimestamp + seconds,
  ),
  ASSERT_SECONDS_ABSOLUTE: integerRule(
    'ASSERT_SECONDS_ABSOLUTE_FAILED',
    (seconds, { timestamp }) => timestamp >= seconds,
  ),
  ASSERT_HEIGHT_RELATIVE: integerRule(
    'ASSERT_HEIGHT_RELATIVE_FAILED',
    (blocks, context) => heightReached(context) >= heightOfCoin(context) + blocks,
  ),
  ASSERT_HEIGHT_ABSOLUTE: integerRule(
    'ASSERT_HEIGHT_ABSOLUTE_FAILED',
    (height, context) => heightReached(context) >= height,
  ),
  ASSERT_BEFORE_SECONDS_RELATIVE: integerRule(
    'ASSERT_BEFORE_SECONDS_RELATIVE_FAILED',
    (seconds, { timestamp, coin }) => seconds >= 0n && timestamp < coin.confirmedTimestamp + seconds,
  ),
  ASSERT_BEFORE_SECONDS_ABSOLUTE: integerRule(
    'ASSERT_BEFORE_SECONDS_ABSOLUTE_FAILED',
    (seconds, { timestamp }) => seconds >= 0n && timestamp < seconds,
  ),
  ASSERT_BEFORE_HEIGHT_RELATIVE: integerRule(
    'ASSERT_BEFORE_HEIGHT_RELATIVE_FAILED',
    (blocks, context) => blocks >= 0n && heightReached(context) < heightOfCoin(context) + blocks,
  ),
  ASSERT_BEFORE_HEIGHT_ABSOLUTE: integerRule(
    'ASSERT_BEFORE_HEIGHT_ABSOLUTE_FAILED',
    (height, context) => height >= 0n && heightReached(context) < height,
  ),
} satisfies Partial<Record<AssertionName, AssertionRule>>;
