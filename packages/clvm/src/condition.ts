/** A coin that the spend creates; its parent is the coin being spent. */
export interface CreateCoin {
  readonly kind: 'createCoin';
  /** 32 bytes */
  readonly puzzleHash: Uint8Array;
  /** Mojo, as written: whether it is in range is a check of its own (consensus 8.3 T4, 11.2 M3). */
  readonly amount: bigint;
}

/** A key must have signed a message. */
export interface RequireSignature {
  readonly kind: 'signature';
  /** 48 bytes: a valid point other than the identity. */
  readonly publicKey: Uint8Array;
  /** Complete: with the coin's name and the network's data where the condition adds them. */
  readonly message: Uint8Array;
}

/** At least so much of what is spent must not be created anew. */
export interface ReserveFee {
  readonly kind: 'reserveFee';
  /** Mojo, not negative. */
  readonly amount: bigint;
}

/** Something that other spends of the block can assert. */
export interface Announce {
  readonly kind: 'announce';
  /** 32 bytes: SHA-256 of the coin's name or puzzle hash, followed by the message. */
  readonly id: Uint8Array;
}

/** Something that must hold for the spend, its block and its chain. */
export interface Assertion {
  readonly kind: 'assert';
  readonly name: AssertionName;
  /** Bytes for names and hashes; an integer for amounts, heights and times. */
  readonly value: Uint8Array | bigint;
}

export type AssertionName =
  // today's rules (coins.md)
  | 'ASSERT_COIN_ANNOUNCEMENT'
  | 'ASSERT_PUZZLE_ANNOUNCEMENT'
  | 'ASSERT_CONCURRENT_SPEND'
  | 'ASSERT_CONCURRENT_PUZZLE'
  | 'ASSERT_MY_COIN_ID'
  | 'ASSERT_MY_PARENT_ID'
  | 'ASSERT_MY_PUZZLEHASH'
  | 'ASSERT_MY_AMOUNT'
  | 'ASSERT_SECONDS_RELATIVE'
  | 'ASSERT_SECONDS_ABSOLUTE'
  | 'ASSERT_HEIGHT_RELATIVE'
  | 'ASSERT_HEIGHT_ABSOLUTE'
  | 'ASSERT_BEFORE_SECONDS_RELATIVE'
  | 'ASSERT_BEFORE_SECONDS_ABSOLUTE'
  | 'ASSERT_BEFORE_HEIGHT_RELATIVE'
  | 'ASSERT_BEFORE_HEIGHT_ABSOLUTE'
  // those of release 1.0b18 (consensus 8.8); it has ASSERT_MY_COIN_ID too
  | 'ASSERT_COIN_CONSUMED'
  | 'ASSERT_TIME_EXCEEDS'
  | 'ASSERT_BLOCK_INDEX_EXCEEDS'
  | 'ASSERT_BLOCK_AGE_EXCEEDS';

/** What a spend asks for, whichever coin rules it was written under. Conditions without effect are left out. */
export type Condition = CreateCoin | RequireSignature | ReserveFee | Announce | Assertion;
