import type { Coin } from '@salvia/protocol';
import { compareBytes, sha256 } from './bytes.ts';
import { nameOf } from './coin-name.ts';
import { merkleRoot } from './merkle-set/merkle-set.ts';

/** One hash for a list of coins, whatever its order: over their names in descending byte order (consensus 8.5). */
export function hashCoinList(coins: readonly Coin[]): Uint8Array {
  return sha256(...coins.map(nameOf).sort((a, b) => compareBytes(b, a)));
}

/**
 * The set whose root a header commits to for the coins of its block, reward coins included: per puzzle hash two
 * values, the puzzle hash and the hash of its coins. A wallet can so be shown all coins of one puzzle hash, or none.
 */
export function additionValues(coins: readonly Coin[]): Uint8Array[] {
  const groups = new Map<string, Coin[]>();
  for (const coin of coins) {
    const key = Buffer.from(coin.puzzleHash).toString('hex');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [coin]);
    else group.push(coin);
  }
  return [...groups.values()].flatMap((group) => [(group[0] as Coin).puzzleHash, hashCoinList(group)]);
}

/** Root over created coins; the caller includes the two reward coins. */
export function additionsRoot(coins: readonly Coin[]): Uint8Array {
  return merkleRoot(additionValues(coins));
}

/** Root over the names of spent coins; 32 zero bytes for none. */
export function removalsRoot(names: readonly Uint8Array[]): Uint8Array {
  return merkleRoot(names);
}
