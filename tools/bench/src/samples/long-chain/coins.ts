import type { ChainStores } from '@salvia/blockchain';
import { type Coin, coinName } from '@salvia/protocol';
import { NOBODY } from './network.ts';

/** Coins of one call. */
const GROUP = 500;
/** Bits of a name beside which there is room for a coin's number. */
const KEY_BITS = 40n;
const NUMBER_BITS = 64n - KEY_BITS;

const coinOf = (index: number): Coin => {
  const parentCoinInfo = new Uint8Array(32);
  new DataView(parentCoinInfo.buffer).setUint32(28, index);
  return { parentCoinInfo, puzzleHash: NOBODY, amount: 1n };
};

/** Unspent coins, which appear evenly over the heights up to one. They are stored by name, as `ascendingHashes` says. */
export function writeCoins(stores: ChainStores, count: number, height: number): void {
  const order = numbersByName(count);
  for (let from = 0; from < count; from += GROUP) {
    const additions = Array.from(order.subarray(from, from + GROUP), coinOf);
    const confirmed = 1 + Math.floor((from / count) * (height - 1));
    stores.coins.apply({ height: confirmed, additions, removals: [], rewards: [] });
  }
}

function numbersByName(count: number): Uint32Array {
  const keys = BigUint64Array.from({ length: count }, (_, index) => {
    const name = coinName(coinOf(index));
    const key = new DataView(name.buffer, name.byteOffset).getBigUint64(0) >> NUMBER_BITS;
    return (key << NUMBER_BITS) | BigInt(index);
  }).sort();
  return Uint32Array.from(keys, (key) => Number(BigInt.asUintN(Number(NUMBER_BITS), key)));
}
