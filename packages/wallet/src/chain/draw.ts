/** Gives as many random bytes as it is asked for, which nobody can foresee. */
export type RandomBytes = (count: number) => Uint8Array;

/** So much wider than weights are that its remainders are as good as uniform. */
const DRAW_BYTES = 32;

/**
 * Draws items with chances proportional to their weights, each draw from all of them; whoever is drawn twice counts once.
 * @param weights positive
 * @returns indices, ascending, at most `draws` of them; all if there are no more than that
 */
export function drawByWeight(weights: readonly bigint[], draws: number, randomBytes: RandomBytes): number[] {
  if (weights.length <= draws) return weights.map((_weight, index) => index);
  let total = 0n;
  const ends = weights.map((weight) => (total += weight));
  const drawn = new Set<number>();
  for (let draw = 0; draw < draws; draw++) drawn.add(indexOf(ends, randomBelow(total, randomBytes)));
  return [...drawn].sort((a, b) => a - b);
}

function randomBelow(limit: bigint, randomBytes: RandomBytes): bigint {
  let value = 0n;
  for (const byte of randomBytes(DRAW_BYTES)) value = (value << 8n) | BigInt(byte);
  return value % limit;
}

/** Of the first end above a point. */
function indexOf(ends: readonly bigint[], point: bigint): number {
  let low = 0;
  let high = ends.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (point < (ends[middle] as bigint)) high = middle;
    else low = middle + 1;
  }
  return low;
}
