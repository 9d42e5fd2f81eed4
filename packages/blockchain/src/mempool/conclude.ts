import { type ErrorName, MempoolInclusionStatus } from '@salvia/protocol';
import type { Admission } from './api.ts';
import type { MempoolItem, Priced } from './item.ts';
import type { Pending } from './pending.ts';
import type { MempoolPolicy } from './policy/index.ts';
import type { Pool, Verdict } from './pool.ts';

export const failed = (error: ErrorName, { cost, fees }: Priced = { cost: 0n, fees: 0n }): Admission => ({
  status: MempoolInclusionStatus.FAILED,
  error,
  cost,
  fees,
});

/** What one mempool says of an item. */
export interface PoolVerdict {
  readonly pool: Pool;
  readonly verdict: Verdict;
}

/** Carries out what the mempools say, in the order of the tips (consensus 11.2, below the table). */
export function conclude(
  item: MempoolItem,
  verdicts: readonly PoolVerdict[],
  policy: MempoolPolicy,
  pending: Pending,
): Admission {
  const { cost, fees } = item;
  const refusals = verdicts.flatMap(({ verdict }) => (typeof verdict === 'string' ? [] : [verdict]));
  const final = refusals.find(({ everywhere }) => everywhere);
  if (final !== undefined) return failed(final.error, item);
  for (const { pool, verdict } of verdicts) if (verdict === 'FITS') pool.insert(item);
  const curable = refusals.findLast(({ error }) => policy.curable.has(error));
  if (curable === undefined) pending.delete(item.key);
  else pending.put(item);
  if (refusals.length < verdicts.length) return { status: MempoolInclusionStatus.SUCCESS, error: null, cost, fees };
  if (curable === undefined) return failed(refusals[0]?.error ?? 'UNKNOWN', item);
  return { status: MempoolInclusionStatus.PENDING, error: curable.error, cost, fees };
}
