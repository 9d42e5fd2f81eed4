import { type AssertionError, failedAssertion, type GeneratorRun, gatherSpends } from '@salvia/clvm';
import type { ChainView } from '../chain-view.ts';
import type { FoundCoin } from './find-coin.ts';

/**
 * The first assertion that fails, spend by spend in the run's order, in the next block of a chain (consensus 8.3 T15, 8.8)
 * or in a bundle that is to go there (11.2 M15); `null` if all hold.
 * @param coins the coins that are spent, as `run.spends`
 * @param nowMs the local clock, whole milliseconds since 1970; only rules of release 1.0b18 look at it (Q13)
 */
export function failedCondition(
  run: GeneratorRun,
  coins: readonly FoundCoin[],
  view: ChainView,
  nowMs: number,
): AssertionError | null {
  const together = gatherSpends(run.spends);
  const { timestamp } = view;
  const height = view.height + 1;
  for (const [at, coin] of coins.entries()) {
    const spend = run.spends[at];
    const error = spend && failedAssertion(spend, { coin, together, height, timestamp, nowMs });
    if (error) return error;
  }
  return null;
}
