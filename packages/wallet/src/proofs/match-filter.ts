import { decodeFilter, type FilterKeys, filterKeys } from '@salvia/blockchain';
import type { Interests } from '../state/api.ts';

/** What of the interests a block may concern: certainly nothing else, and by chance one in 2^20 others. */
export interface FilterMatches {
  readonly puzzleHashes: readonly Uint8Array[];
  readonly coinNames: readonly Uint8Array[];
}

/** Lists stay the same while many filters are asked, so each is made ready once. */
const ready = new WeakMap<readonly Uint8Array[], FilterKeys>();

/**
 * Matches a filter against all that a wallet looks for, in one pass over the filter (wallet 4.10).
 * @param interests lists that are not changed after this
 * @throws ConsensusError BAD_FILTER, which filters of validated headers are not
 */
export function matchFilter(filter: Uint8Array, { puzzleHashes, coinNames }: Interests): FilterMatches {
  const decoded = decodeFilter(filter);
  const matching = (list: readonly Uint8Array[]): Uint8Array[] =>
    decoded.matching(keysOf(list)).map((index) => list[index] as Uint8Array);
  return { puzzleHashes: matching(puzzleHashes), coinNames: matching(coinNames) };
}

function keysOf(list: readonly Uint8Array[]): FilterKeys {
  let keys = ready.get(list);
  if (keys === undefined) {
    keys = filterKeys(list);
    ready.set(list, keys);
  }
  return keys;
}
