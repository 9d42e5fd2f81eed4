import type { Coin, ErrorName, FullBlock } from '@salvia/protocol';
import { rewardCoins } from '../rewards.ts';
import type { Verifier } from '../verifier.ts';
import { type BodyCheck, COMMON_CHECKS, EMPTY_BODY_CHECKS } from './body-checks.ts';

export interface BodyRejection {
  /** A code of consensus 13. */
  readonly error: ErrorName;
  /** Name of the failed row of consensus 8. */
  readonly check: string;
}

/** What a valid body does to the coin set. */
export interface ValidBody {
  /** Coins that transactions create, in order. */
  readonly additions: readonly Coin[];
  /** Names of the coins that transactions spend, in order. */
  readonly removals: readonly Uint8Array[];
  /** Coinbase coin, then fees coin. */
  readonly rewards: readonly [Coin, Coin];
}

/** No verdict: the block has a generator, and nothing was given that can run it. */
export interface UndecidedBody {
  readonly undecided: 'GENERATOR_NOT_SUPPORTED';
}

export type BodyVerdict = ValidBody | BodyRejection | UndecidedBody;

export interface BodyInput {
  readonly block: FullBlock;
  readonly verifier: Verifier;
  /** Judges a block with a generator once the common checks have passed (consensus 8.3). */
  readonly validateTransactions?: (block: FullBlock) => Promise<ValidBody | BodyRejection>;
}

/** Validates what a block does to the coin set (consensus 8); its header has passed before. */
export async function validateBody({ block, verifier, validateTransactions }: BodyInput): Promise<BodyVerdict> {
  const common = await firstFailure(COMMON_CHECKS, block, verifier);
  if (common !== null) return common;
  if (block.transactionsGenerator !== null) {
    return (await validateTransactions?.(block)) ?? { undecided: 'GENERATOR_NOT_SUPPORTED' };
  }
  const failure = await firstFailure(EMPTY_BODY_CHECKS, block, verifier);
  return failure ?? { additions: [], removals: [], rewards: rewardCoins(block.header.data) };
}

async function firstFailure(
  checks: readonly BodyCheck[],
  block: FullBlock,
  verifier: Verifier,
): Promise<BodyRejection | null> {
  for (const check of checks) {
    if (!(await check.passes(block, verifier))) return { error: check.error, check: check.name };
  }
  return null;
}
