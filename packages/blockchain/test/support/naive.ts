/** A header as a naive model has it. */
export interface NaiveHeader {
  readonly id: string;
  readonly height: number;
  readonly weight: bigint;
  readonly parent: NaiveHeader | null;
}

/** Consensus 9.2, word by word. */
export function naiveTips<T extends NaiveHeader>(tips: readonly T[], added: T, maxTips: number): T[] | null {
  const weights = tips.map(({ weight }) => weight);
  const minimum = weights.reduce((least, weight) => (weight < least ? weight : least), weights[0] ?? -1n);
  if (!(added.weight > minimum)) return null;
  const next = [...tips, added];
  if (next.length <= maxTips) return next;
  const ranked = next.map((tip, at) => ({ tip, at }));
  ranked.sort((a, b) => (a.tip.weight === b.tip.weight ? a.at - b.at : a.tip.weight > b.tip.weight ? -1 : 1));
  return ranked.slice(0, maxTips).map(({ tip }) => tip);
}

/** Consensus 9.3: start with the tips; while they differ, the first of greatest height gives way to its parent. */
export function naiveLca<T extends NaiveHeader>(tips: readonly T[]): T {
  const at: NaiveHeader[] = [...tips];
  while (new Set(at.map(({ id }) => id)).size > 1) {
    const greatest = Math.max(...at.map(({ height }) => height));
    const first = at.findIndex(({ height }) => height === greatest);
    at[first] = at[first]?.parent as NaiveHeader;
  }
  return at[0] as T;
}
