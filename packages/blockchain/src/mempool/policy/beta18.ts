import type { Constants, ErrorName } from '@salvia/protocol';
import type { Priced } from '../item.ts';
import type { MempoolPolicy } from './policy.ts';

const CURABLE = new Set<ErrorName>([
  'MEMPOOL_CONFLICT',
  'ASSERT_BLOCK_INDEX_EXCEEDS_FAILED',
  'ASSERT_BLOCK_AGE_EXCEEDS_FAILED',
]);

/** The rules of release 1.0b18 (consensus 11.1, 11.2, Q14): capacity in items, rates as IEEE doubles. */
export const beta18Policy = (constants: Constants): MempoolPolicy => ({
  mostCost: constants.MAX_BLOCK_COST_CLVM,
  strict: false,
  capacity: BigInt(constants.TX_PER_SEC) * BigInt(constants.BLOCK_TIME_TARGET) * BigInt(constants.MEMPOOL_BLOCK_BUFFER),
  sizeOf: () => 1n,
  compareRates,
  mayReplace: (item, conflicts) => conflicts.every((conflict) => compareRates(item, conflict) > 0),
  curable: CURABLE,
  acceptsUnsigned: () => false,
});

/** No consensus hangs on a rate. Fees and costs from 2^53 on are rounded before they are divided. */
const rateOf = ({ fees, cost }: Priced): number => Number(fees) / Number(cost);

const compareRates = (a: Priced, b: Priced): number => rateOf(a) - rateOf(b);
