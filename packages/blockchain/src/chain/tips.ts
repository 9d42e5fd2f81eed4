/** What happens to the tips when a block arrives. */
export interface TipsChange {
  /** In the order in which they are kept. */
  readonly tips: readonly number[];
  readonly removed: number | null;
}

/**
 * Consensus 9.2 step 2: a block becomes a tip if it is strictly heavier than the lightest one. A list that overflows
 * is sorted by descending weight, equal weights keeping their order, and loses its last; before that it is in order of
 * arrival.
 * @returns `null` if the block is an orphan
 */
export function withTip(
  tips: readonly number[],
  added: number,
  weightOf: (id: number) => bigint,
  maxTips: number,
): TipsChange | null {
  const weight = weightOf(added);
  if (tips.length > 0 && !tips.some((tip) => weightOf(tip) < weight)) return null;
  const longer = [...tips, added];
  if (longer.length <= maxTips) return { tips: longer, removed: null };
  const sorted = longer.sort((a, b) => compareDescending(weightOf(a), weightOf(b)));
  return { tips: sorted.slice(0, -1), removed: sorted.at(-1) ?? null };
}

function compareDescending(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}
