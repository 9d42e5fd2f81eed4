import type { Coin } from '@salvia/protocol';
import { rewardCoins } from '../rewards.ts';
import { type BodyCheck, COMMON_CHECKS, EMPTY_BODY_CHECKS } from './body-checks.ts';
import type { BodyInput, BodyRejection } from './input.ts';
import { SPEND_CHECKS } from './spend-checks.ts';
import { noSpends, type Spends } from './spends.ts';

/** What a valid body does to the coin set. */
export interface ValidBody {
  /** Coins that transactions create, in order. */
  readonly additions: readonly Coin[];
  /** Names of the coins that transactions spend, in order. */
  readonly removals: readonly Uint8Array[];
  /** Coinbase coin, then fees coin. */
  readonly rewards: readonly [Coin, Coin];
}

export type BodyVerdict = ValidBody | BodyRejection;

/** Validates what a block does to the coin set (consensus 8); its header has passed before. */
export async function validateBody(input: BodyInput): Promise<BodyVerdict> {
  const spends = noSpends();
  const rejection =
    (await firstFailure(COMMON_CHECKS, input)) ??
    (input.block.transactionsGenerator === null
      ? await firstFailure(EMPTY_BODY_CHECKS, input)
      : await firstFailedSpend(input, spends));
  if (rejection !== null) return rejection;
  const { additions, removals } = spends;
  return { additions, removals, rewards: rewardCoins(input.block.header.data) };
}

async function firstFailure(checks: readonly BodyCheck[], input: BodyInput): Promise<BodyRejection | null> {
  for (const check of checks) {
    if (!(await check.passes(input))) return { error: check.error, check: check.name };
  }
  return null;
}

async function firstFailedSpend(input: BodyInput, spends: Spends): Promise<BodyRejection | null> {
  for (const check of SPEND_CHECKS) {
    const error = await check.failure(input, spends);
    if (error !== null) return { error, check: check.name };
  }
  return null;
}
