import type { CoinRecord } from '@salvia/protocol';

/** The coins and times of the chain that ends at a block, as a child of that block sees them. */
export interface ChainView {
  /** Of the last block. */
  readonly height: number;
  /** Unix seconds, of the last block. */
  readonly timestamp: bigint;
  /** `null` if the coin was never created there. */
  coin(name: Uint8Array): CoinRecord | null;
  /** Unix seconds, of this chain's block at a height from 0 to `height`. */
  timestampAt(height: number): bigint;
}
