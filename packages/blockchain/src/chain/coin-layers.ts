import { bytesToHex } from '@noble/hashes/utils.js';
import type { Coin, CoinRecord } from '@salvia/protocol';
import { nameOf } from '../consensus/index.ts';
import { type BlockCoins, unspent } from '../store/index.ts';

/** Records that one block changed, by coin name in hex: created coins, spent coins as spent, rewards. */
export type CoinLayer = ReadonlyMap<string, CoinRecord>;

/**
 * Consensus 9.4, "build diff", for a single block: additions, reward coins, then removals.
 * @param before the record of a coin on the chain that ends at the block's parent
 * @throws RangeError if the block spends a coin that was never created
 */
export function layerOf(block: BlockCoins, before: (name: Uint8Array) => CoinRecord | null): CoinLayer {
  const layer = new Map<string, CoinRecord>();
  const create = (coin: Coin, coinbase: boolean): void => {
    layer.set(bytesToHex(nameOf(coin)), unspent(coin, block.height, coinbase));
  };
  for (const coin of block.additions) create(coin, false);
  for (const coin of block.rewards) create(coin, true);
  for (const name of block.removals) {
    const key = bytesToHex(name);
    const record = layer.get(key) ?? before(name);
    if (record === null) throw new RangeError(`block ${block.height} spends the unknown coin ${key}`);
    layer.set(key, { ...record, spent: true, spentBlockIndex: block.height });
  }
  return layer;
}

/** The record as it was after the block at a height: `null` if it was created later, unspent if it was spent later. */
export function asOf(record: CoinRecord, height: number): CoinRecord | null {
  if (record.confirmedBlockIndex > height) return null;
  if (!record.spent || record.spentBlockIndex <= height) return record;
  return { ...record, spent: false, spentBlockIndex: 0 };
}
