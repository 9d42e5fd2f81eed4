import { addSecretKeys, bls } from '@salvia/bls';
import type { CoinRules } from '@salvia/clvm';
import * as clvm from '@salvia/clvm';

/** Where coins for a wallet's public key go, 32 bytes: the hash of the standard puzzle under the coin rules. */
export const standardPuzzleHash = (publicKey: Uint8Array, coinRules: CoinRules): Uint8Array =>
  clvm.standardPuzzleHash(publicKey, coinRules, bls());

/** The puzzle itself, serialized, as it is revealed when the coin is spent. */
export const standardPuzzleForKey = (publicKey: Uint8Array, coinRules: CoinRules): Uint8Array =>
  clvm.standardPuzzleForKey(publicKey, coinRules, bls());

/** The synthetic public key that today's standard puzzle holds, 48 bytes (wallet 2.2). */
export const syntheticPublicKey = (publicKey: Uint8Array, hiddenPuzzleHash?: Uint8Array): Uint8Array =>
  clvm.calculateSyntheticPublicKey(publicKey, bls(), hiddenPuzzleHash);

/** The secret key that signs for it, 32 bytes: secret key + offset modulo the group order (wallet 2.2). */
export const syntheticSecretKey = (secretKey: Uint8Array, hiddenPuzzleHash?: Uint8Array): Uint8Array =>
  addSecretKeys([secretKey, clvm.calculateSyntheticOffset(bls().publicKey(secretKey), hiddenPuzzleHash)]);
