import type { AssertionError, AssertionRule } from './assertion-rule.ts';
import { beta18Assertions } from './beta18/assertions.ts';
import type { AssertionName } from './condition.ts';
import type { Spend } from './language.ts';
import { mainnetAssertions } from './mainnet/assertions.ts';
import type { SpendContext } from './spend-context.ts';

/** Both sets of coin rules name what they assert apart; what they share, ASSERT_MY_COIN_ID, means the same. */
const RULES: Readonly<Record<AssertionName, AssertionRule>> = { ...beta18Assertions, ...mainnetAssertions };

/**
 * The error of the first assertion of a spend, in the spend's order, that does not hold where it takes place; `null`
 * if all hold (coins.md, Conditions; consensus 8.8).
 */
export function failedAssertion(spend: Spend, context: SpendContext): AssertionError | null {
  for (const condition of spend.conditions) {
    if (condition.kind !== 'assert') continue;
    const rule = RULES[condition.name];
    if (!rule.holds(condition.value, context)) return rule.error;
  }
  return null;
}
