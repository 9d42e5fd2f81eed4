import { isIdentity } from '@salvia/bls';
import type { Constants, ErrorName } from '@salvia/protocol';
import type { MempoolItem, Priced } from '../item.ts';
import type { MempoolPolicy } from './policy.ts';

/** Mojo that a replacement must pay above all that it replaces: else changing one's mind would cost others work for free. */
const LEAST_INCREASE = 10_000_000n;

/** Conflicts end, and the time locks 80 to 83 open. */
const CURABLE = new Set<ErrorName>([
  'MEMPOOL_CONFLICT',
  'ASSERT_SECONDS_RELATIVE_FAILED',
  'ASSERT_SECONDS_ABSOLUTE_FAILED',
  'ASSERT_HEIGHT_RELATIVE_FAILED',
  'ASSERT_HEIGHT_ABSOLUTE_FAILED',
]);

/** Today's rules (coins.md, Mempool, Cost and Signatures): capacity in cost, exact rates, dear replacements. */
export const mainnetPolicy = (constants: Constants): MempoolPolicy => ({
  mostCost: constants.MAX_BLOCK_COST_CLVM / 2n,
  strict: true,
  capacity: constants.MAX_BLOCK_COST_CLVM * BigInt(constants.MEMPOOL_BLOCK_BUFFER),
  sizeOf: ({ cost }) => cost,
  compareRates: compareFeeRates,
  mayReplace,
  curable: CURABLE,
  acceptsUnsigned: ({ bundle: { coinSolutions, aggregatedSignature } }) =>
    coinSolutions.length > 0 && isIdentity(aggregatedSignature),
});

/** fee/cost against fee/cost, as fractions: a/b < c/d exactly if a·d < c·b, for positive b and d. */
export function compareFeeRates(a: Priced, b: Priced): number {
  const [left, right] = [a.fees * b.cost, b.fees * a.cost];
  return left < right ? -1 : left > right ? 1 : 0;
}

function mayReplace(item: MempoolItem, conflicts: readonly MempoolItem[]): boolean {
  const spent = new Set(item.removalKeys);
  const paid = conflicts.reduce((sum, { fees }) => sum + fees, 0n);
  return (
    item.fees >= paid + LEAST_INCREASE &&
    conflicts.every((conflict) => compareFeeRates(item, conflict) > 0) &&
    conflicts.every(({ removalKeys }) => removalKeys.every((key) => spent.has(key)))
  );
}
