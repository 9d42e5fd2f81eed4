/** Forward propagation: tables 1 to 7, each from the one before (proofs A.2 to A.5). */
import { EXTRA_BITS, TABLE_COUNT } from '../constants.ts';
import { f1Table } from '../f1.ts';
import { createCombiner } from '../fx.ts';
import { matchPairs } from './match-pairs.ts';
import type { PairList } from './pair-list.ts';
import { sortedOrder } from './radix-sort.ts';
import type { FirstTable, PairedTable, Table } from './table.ts';
import { gather, gatherRows } from './table.ts';

/** Table 1 of a plot; k at most 26. */
export function firstTable(plotId: Uint8Array, k: number): FirstTable {
  const y = f1Table(plotId, k);
  const x = sortedOrder([{ values: y, bits: k + EXTRA_BITS }], y.length);
  const meta = x.map((value) => value << (32 - k));
  return { number: 1, size: y.length, y: gather(y, x), meta, metaWords: 1, x };
}

/** The table after `previous`. */
export function nextTable(k: number, previous: Table): PairedTable {
  const number = previous.number + 1;
  const pairs = matchPairs(previous.y);
  const rows = combinePairs(k, previous, pairs);
  // The sort is stable and pairs come in order of (left, right), which so breaks ties.
  const bits = number === TABLE_COUNT ? k : k + EXTRA_BITS;
  const order = sortedOrder([{ values: rows.y, bits }], pairs.size);
  return {
    number,
    size: pairs.size,
    y: gather(rows.y, order),
    meta: gatherRows(rows.meta, rows.metaWords, order),
    metaWords: rows.metaWords,
    left: gather(pairs.left, order),
    right: gather(pairs.right, order),
  };
}

/** y (f7 in table 7) and metadata of all pairs, in the order of the pairs. */
function combinePairs(
  k: number,
  previous: Table,
  pairs: PairList,
): { y: Uint32Array; meta: Uint32Array; metaWords: number } {
  const number = previous.number + 1;
  const combiner = createCombiner(k, number);
  const { hash, metaWordsIn, metaWordsOut } = combiner;
  const align = 32 - k - EXTRA_BITS;
  const drop = number === TABLE_COUNT ? 32 - k : align;
  const y = new Uint32Array(pairs.size);
  const meta = new Uint32Array(pairs.size * metaWordsOut);
  const leftY = new Uint32Array(1);
  for (let i = 0; i < pairs.size; i++) {
    const left = pairs.left[i]!;
    leftY[0] = previous.y[left]! << align;
    combiner.combine(leftY, previous.meta, left * metaWordsIn, pairs.right[i]! * metaWordsIn);
    y[i] = hash[0]! >>> drop;
    if (metaWordsOut > 0) combiner.writeMeta(meta, i * metaWordsOut);
  }
  return { y, meta, metaWords: metaWordsOut };
}
