import type { TransactionRecord } from './api.ts';

/** Status of an acknowledgement (wallet 5.3). */
export const REFUSED = 3;

/**
 * Errors that lie in a transaction itself: no chain will ever take it. All others depend on the moment. So does
 * DOUBLE_SPEND: a full node says that of a transaction which is in its tips already but not below the LCA.
 */
const LASTING: ReadonlySet<string> = new Set([
  'INVALID_COIN_SOLUTION',
  'DUPLICATE_OUTPUT',
  'BAD_AGGREGATE_SIGNATURE',
  'WRONG_PUZZLE_HASH',
  'INVALID_CONDITION',
  'COIN_AMOUNT_EXCEEDS_MAXIMUM',
  'SEXP_ERROR',
  'MINTING_COIN',
  'BLOCK_COST_EXCEEDS_MAX',
  'ASSERT_MY_COIN_ID_FAILED',
  'ASSERT_MY_PARENT_ID_FAILED',
  'ASSERT_MY_PUZZLEHASH_FAILED',
  'ASSERT_MY_AMOUNT_FAILED',
  'ASSERT_ANNOUNCE_CONSUMED_FAILED',
  'ASSERT_COIN_CONSUMED_FAILED',
  'ASSERT_CONCURRENT_SPEND_FAILED',
  'ASSERT_CONCURRENT_PUZZLE_FAILED',
  'RESERVE_FEE_CONDITION_FAILED',
  'ASSERT_FEE_CONDITION_FAILED',
]);

/**
 * Why a transaction failed for good, if every full node that was asked refuses it so; else `null` (wallet 4.8, NEW).
 * @param hasInput whether the head's chain has one of its inputs
 */
export function lastingRefusal(
  { acknowledgements, inputs }: TransactionRecord,
  hasInput: (name: Uint8Array) => boolean,
): string | null {
  const lasts = (error: string | null): boolean =>
    error !== null && (LASTING.has(error) || (error === 'UNKNOWN_UNSPENT' && !inputs.every(hasInput)));
  const [first] = acknowledgements;
  const all = acknowledgements.every(({ status, error }) => status === REFUSED && lasts(error));
  return all && first !== undefined ? first.error : null;
}
