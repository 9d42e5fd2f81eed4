/** What one block or bundle does as a whole, for assertions of one spend about the others. */
export interface SpentTogether {
  spends(coinName: Uint8Array): boolean;
  spendsPuzzle(puzzleHash: Uint8Array): boolean;
  announces(id: Uint8Array): boolean;
}

/** The coin being spent, as the chain has it. */
export interface SpentCoin {
  /** 32 bytes each */
  readonly name: Uint8Array;
  readonly parentName: Uint8Array;
  readonly puzzleHash: Uint8Array;
  /** Mojo */
  readonly amount: bigint;
  /** Of the block that created it; the including block's own height if it is created there. */
  readonly confirmedHeight: number;
  /** Unix seconds, of the block at `confirmedHeight`; the parent's if the coin is created in the including block. */
  readonly confirmedTimestamp: bigint;
}

/** Where a spend takes place. */
export interface SpendContext {
  readonly coin: SpentCoin;
  readonly together: SpentTogether;
  /** Of the including block; in the mempool the tip's height + 1. */
  readonly height: number;
  /** Unix seconds, of the including block's parent; in the mempool the tip's. */
  readonly timestamp: bigint;
  /** The local clock, ms since 1970: only ASSERT_TIME_EXCEEDS of release 1.0b18 depends on it. */
  readonly nowMs: number;
}
