/** The greatest weights seen so far, each once: they tell challenges of tips from those of blocks long in the chain. */
export interface GreatestWeights {
  add(weight: bigint): void;
  /** The smallest of them; null before the first. */
  readonly smallest: bigint | null;
}

export function createGreatestWeights(kept: number): GreatestWeights {
  let descending: bigint[] = [];
  return {
    add(weight) {
      if (descending.includes(weight)) return;
      descending = [...descending, weight].sort((a, b) => (a > b ? -1 : 1)).slice(0, kept);
    },
    get smallest() {
      return descending.at(-1) ?? null;
    },
  };
}
