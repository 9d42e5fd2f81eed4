/**
 * Line points: an unordered pair of different numbers as one (proofs A.11).
 *
 *     LP(a, b) = a(a-1)/2 + b   with a > b
 *
 * counts the pairs row by row, so sorting by line point sorts by the larger number first.
 */

/** Line point of two different non-negative integers, in either order. */
export function linePoint(first: bigint, second: bigint): bigint {
  const [a, b] = first > second ? [first, second] : [second, first];
  return (a * (a - 1n)) / 2n + b;
}

/** The pair (larger, smaller) of a line point. */
export function linePointPair(point: bigint): readonly [bigint, bigint] {
  const a = (1n + integerSquareRoot(1n + 8n * point)) / 2n;
  return [a, point - (a * (a - 1n)) / 2n];
}

/** floor(sqrt(value)) by Newton's method from above, where it falls strictly until it is right. */
function integerSquareRoot(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** As `linePoint`, for numbers below 2 ** 26 (the result is exact below 2 ** 53). */
export function smallLinePoint(first: number, second: number): number {
  const a = Math.max(first, second);
  return (a * (a - 1)) / 2 + Math.min(first, second);
}

/** As `linePointPair`, for line points below 2 ** 52. */
export function smallLinePointPair(point: number): readonly [number, number] {
  let a = Math.floor((1 + Math.sqrt(1 + 8 * point)) / 2);
  // The square root is rounded, so it may miss the row by one either way.
  if ((a * (a - 1)) / 2 > point) a--;
  else if ((a * (a + 1)) / 2 <= point) a++;
  return [a, point - (a * (a - 1)) / 2];
}
