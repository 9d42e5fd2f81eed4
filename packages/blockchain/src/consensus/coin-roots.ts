import type { Coin } from '@salvia/protocol';
import { compareBytes, sha256 } from './bytes.ts';
import { nameOf } from './coin-name.ts';
import { merkleRoot } from './merkle-set/merkle-set.ts';

/** By name, descending: the order in which a list of coins is hashed (consensus 8.5). */
export function inHashingOrder(coins: readonly Coin[]): Coin[] {
  return coins.toSorted((a, b) => compareBytes(nameOf(b), nameOf(a)));
}

/** One hash for a list of coins, whatever its order: over their names in hashing order (consensus 8.5). */
export function hashCoinList(coins: readonly Coin[]): Uint8Array {
  return sha256(...inHashingOrder(coins).map(nameOf));
}

/** Coins by puzzle hash in hex, in the order in which these first appear. */
export function groupByPuzzleHash(coins: readonly Coin[]): ReadonlyMap<string, readonly Coin[]> {
  const groups = new Map<string, Coin[]>();
  for (const coin of coins) {
    const key = Buffer.from(coin.puzzleHash).toString('hex');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [coin]);
    else group.push(coin);
  }
  return groups;
}

/**
 * The set whose root a header commits to for the coins of its block, reward coins included: per puzzle hash two
 * values, the puzzle hash and the hash of its coins. A wallet can so be shown all coins of one puzzle hash, or none.
 */
export function additionValues(coins: readonly Coin[]): Uint8Array[] {
  return [...groupByPuzzleHash(coins).values()].flatMap((group) => [
    (group[0] as Coin).puzzleHash,
    hashCoinList(group),
  ]);
}

/** Root over created coins; the caller includes the two reward coins. */
export function additionsRoot(coins: readonly Coin[]): Uint8Array {
  return merkleRoot(additionValues(coins));
}

/** Root over the names of spent coins; 32 zero bytes for none. */
export function removalsRoot(names: readonly Uint8Array[]): Uint8Array {
  return merkleRoot(names);
}
