import type { CoinRules } from './coin-rules.ts';
import { curriedTreeHash, curriedTreeHashBeta18, curry, curryBeta18 } from './curry.ts';
import { ClvmError } from './errors.ts';
import { atomProgram } from './program.ts';
import { DELEGATED_PUZZLE_MOD_BETA18, STANDARD_PUZZLE_MOD } from './puzzles.ts';
import { calculateSyntheticPublicKey, type G1Arithmetic } from './synthetic-key.ts';
import { atomHash, STANDARD_PUZZLE_MOD_HASH, treeHash } from './tree-hash.ts';

const PUBLIC_KEY_SIZE = 48;
const DELEGATED_PUZZLE_MOD_HASH_BETA18 = treeHash(DELEGATED_PUZZLE_MOD_BETA18);

function checkKey(publicKey: Uint8Array): void {
  if (publicKey.length !== PUBLIC_KEY_SIZE) throw new ClvmError({ code: 'KEY_SIZE', length: publicKey.length });
}

/** The standard puzzle of mainnet for a synthetic public key, serialized, 291 bytes (wallet 2.5). */
export function standardPuzzle(syntheticPublicKey: Uint8Array): Uint8Array {
  checkKey(syntheticPublicKey);
  return curry(STANDARD_PUZZLE_MOD, atomProgram(syntheticPublicKey));
}

/** The puzzle of release 1.0b18's wallet, serialized: the public key itself is curried, no synthetic one (wallet 2.1). */
export function standardPuzzleBeta18(publicKey: Uint8Array): Uint8Array {
  checkKey(publicKey);
  return curryBeta18(DELEGATED_PUZZLE_MOD_BETA18, atomProgram(publicKey));
}

/** The serialized standard puzzle that pays to a wallet's public key under the coin rules. */
export function standardPuzzleForKey(publicKey: Uint8Array, coinRules: CoinRules, g1: G1Arithmetic): Uint8Array {
  if (coinRules === 'beta18') return standardPuzzleBeta18(publicKey);
  return standardPuzzle(calculateSyntheticPublicKey(publicKey, g1));
}

/** Tree hash of `standardPuzzleForKey`, 32 bytes: where coins for this key go. */
export function standardPuzzleHash(publicKey: Uint8Array, coinRules: CoinRules, g1: G1Arithmetic): Uint8Array {
  checkKey(publicKey);
  if (coinRules === 'beta18') return curriedTreeHashBeta18(DELEGATED_PUZZLE_MOD_HASH_BETA18, atomHash(publicKey));
  return curriedTreeHash(STANDARD_PUZZLE_MOD_HASH, atomHash(calculateSyntheticPublicKey(publicKey, g1)));
}
