/**
 * One of the seven tables in memory: columns of equal length, rows sorted by y, ties by x (table 1) or by
 * (left, right) (proofs A.5).
 */
export interface Table {
  /** 1..7. */
  readonly number: number;
  readonly size: number;
  /** y of k + 6 bits; in table 7 f7 of k bits. */
  readonly y: Uint32Array;
  /** Metadata strings of `metaWords` left-aligned words each, row after row. */
  readonly meta: Uint32Array;
  readonly metaWords: number;
}

/** Table 1: where its rows come from are values x. */
export interface FirstTable extends Table {
  readonly x: Uint32Array;
}

/** Tables 2..7: their rows come from two rows (positions) of the table before. */
export interface PairedTable extends Table {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/** Picks the values of `source` in `order`. */
export function gather(source: Uint32Array, order: Uint32Array): Uint32Array {
  const result = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) result[i] = source[order[i]!]!;
  return result;
}

/** Picks rows of `width` words in `order`. */
export function gatherRows(source: Uint32Array, width: number, order: Uint32Array): Uint32Array {
  if (width === 1) return gather(source, order);
  const result = new Uint32Array(order.length * width);
  let to = 0;
  for (const row of order) {
    const from = row * width;
    for (let word = 0; word < width; word++) result[to++] = source[from + word]!;
  }
  return result;
}
