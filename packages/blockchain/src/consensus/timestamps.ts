import type { Ancestry } from './ancestry.ts';

/**
 * The earliest timestamp that a child of the last block of `chain` may have: the average, rounded down, of the last
 * NUMBER_OF_TIMESTAMPS blocks, or of all if there are fewer (consensus 7.2, H4). Unix seconds.
 */
export function earliestTimestamp(chain: Ancestry, constants: { readonly NUMBER_OF_TIMESTAMPS: number }): bigint {
  const count = Math.min(constants.NUMBER_OF_TIMESTAMPS, chain.height + 1);
  let sum = 0n;
  for (let back = 0; back < count; back++) sum += chain.at(chain.height - back).timestamp;
  return sum / BigInt(count);
}
