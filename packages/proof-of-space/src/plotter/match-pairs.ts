/** All matching pairs of a table sorted by y. */
import { MATCHES_PER_ENTRY, PARAM_BC } from '../constants.ts';
import { matchTargets } from '../matching.ts';
import { PairList } from './pair-list.ts';

/** Finds the pairs in order of (left position, right position). `y` is ascending. */
export function matchPairs(y: Uint32Array): PairList {
  // About one pair per entry; the list grows if a table happens to have more.
  const pairs = new PairList(y.length + (y.length >>> 4));
  const finder = createFinder(y, pairs);
  let left = 0;
  while (left < y.length) {
    const bucket = Math.floor(y[left]! / PARAM_BC);
    const right = endOfBucket(y, left, bucket);
    const end = endOfBucket(y, right, bucket + 1);
    if (end > right) finder(bucket, left, right, end);
    left = right;
  }
  return pairs;
}

/** First position from `from` on whose y lies beyond `bucket`. */
function endOfBucket(y: Uint32Array, from: number, bucket: number): number {
  const limit = (bucket + 1) * PARAM_BC;
  let at = from;
  while (at < y.length && y[at]! < limit) at++;
  return at;
}

type BucketFinder = (bucket: number, left: number, right: number, end: number) => void;

/** Left entries are left..right-1, right entries right..end-1. */
function createFinder(y: Uint32Array, pairs: PairList): BucketFinder {
  const targets = matchTargets();
  // For each residue j the first right entry that has it, counted from 1 within its bucket; 0 if there is none.
  const firstWith = new Uint16Array(PARAM_BC);
  return (bucket, left, right, end) => {
    const leftBase = bucket * PARAM_BC;
    const rightBase = leftBase + PARAM_BC;
    for (let r = end - 1; r >= right; r--) firstWith[y[r]! - rightBase] = r - right + 1;
    for (let l = left; l < right; l++) {
      const found = pairs.size;
      const at = ((bucket & 1) * PARAM_BC + y[l]! - leftBase) * MATCHES_PER_ENTRY;
      for (let m = at; m < at + MATCHES_PER_ENTRY; m++) {
        const first = firstWith[targets[m]!]!;
        if (first !== 0) addRun(pairs, y, l, right + first - 1);
      }
      pairs.sortRightsFrom(found);
    }
    for (let r = right; r < end; r++) firstWith[y[r]! - rightBase] = 0;
  };
}

/** Pairs `l` with the entry at `first` and all that share its y. */
function addRun(pairs: PairList, y: Uint32Array, l: number, first: number): void {
  const value = y[first]!;
  for (let r = first; r < y.length && y[r] === value; r++) pairs.add(l, r);
}
