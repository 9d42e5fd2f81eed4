/** What the rules for later blocks need to know of a block: a few numbers, fit for a compact store. */
export interface BlockRecord {
  readonly height: number;
  /** Unix seconds */
  readonly timestamp: bigint;
  /** Sum of difficulties from genesis, inclusive. */
  readonly weight: bigint;
  /** Sum of iterations from genesis, inclusive. */
  readonly totalIters: bigint;
  /** The minimum iterations that were in force for this block (consensus 6.2). */
  readonly minIters: bigint;
}

/** The chain that ends at one block P, which need not be the main chain. */
export interface Ancestry {
  /** Height of P. */
  readonly height: number;
  /** P (at `height`) or its ancestor at a lower height, 0 ≤ h ≤ `height`; other heights are a programming error. */
  at(height: number): BlockRecord;
}

/** The block that another one builds on. */
export interface Parent {
  /** 32 bytes */
  readonly headerHash: Uint8Array;
  /** H(Challenge(parent)), 32 bytes (consensus 3.4). */
  readonly challengeHash: Uint8Array;
  /** The chain that ends at the parent, the parent included. */
  readonly ancestry: Ancestry;
}

/** An ancestry over records in an array whose index is the height. */
export function ancestryOf(records: readonly BlockRecord[], height: number = records.length - 1): Ancestry {
  return {
    height,
    at(at) {
      const record = at <= height ? records[at] : undefined;
      if (record === undefined) throw new RangeError(`no block at height ${at} in a chain of height ${height}`);
      return record;
    },
  };
}

/** Difficulty of the block at a height of the chain: the weight it added. */
export function difficultyAt(ancestry: Ancestry, height: number): bigint {
  const { weight } = ancestry.at(height);
  return height === 0 ? weight : weight - ancestry.at(height - 1).weight;
}
