import type { Coin } from '@salvia/protocol';

/** Transactions for a block: a bundle made into a program, and what it does. It need not have been run again. */
export interface BlockSpends {
  /** The program, in canonical form (consensus 8.7 item 1, coins.md). */
  readonly generator: Uint8Array;
  /** 32 bytes: its tree hash; worked out in place if it is not given. */
  readonly generatorHash?: Uint8Array;
  /** 96 bytes: the aggregate of the bundle's signatures. */
  readonly aggregatedSignature: Uint8Array;
  /** Coins that it creates, in its order. */
  readonly additions: readonly Coin[];
  /** Names of the coins that it spends, in its order. */
  readonly removals: readonly Uint8Array[];
  /** Mojo: what the spent coins are worth more than the created ones. */
  readonly fees: bigint;
  /** Consensus 8.7 item 6, coins.md. */
  readonly cost: bigint;
}
