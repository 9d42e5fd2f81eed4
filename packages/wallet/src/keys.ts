import { bls, deriveChild, derivePath, fingerprint } from '@salvia/bls';
import type { CoinRules } from '@salvia/clvm';
import { standardPuzzleForKey, standardPuzzleHash, syntheticSecretKey } from '@salvia/keychain';

/** The path of wallet keys, but for its last step (wallet 1.3). */
const WALLET_PATH = [12381, 8444, 2] as const;

/** The public side of one address. */
export interface WalletKey {
  readonly index: number;
  /** 48 bytes */
  readonly publicKey: Uint8Array;
  /** 32 bytes: of the standard puzzle for the key under the coin rules. */
  readonly puzzleHash: Uint8Array;
}

/** What it takes to spend coins of one puzzle hash. */
export interface SpendKey {
  /** The standard puzzle, serialized. */
  readonly puzzle: Uint8Array;
  /** 48 bytes: the key in the puzzle, synthetic under today's rules (wallet 2.2). */
  readonly publicKey: Uint8Array;
  /** 32 bytes: its secret key. */
  readonly secretKey: Uint8Array;
}

/** The keys of a wallet by index, 0 to 2^32 - 1. All are derived once and kept. Throws BlsError INDEX_OUT_OF_RANGE. */
export interface KeyRing {
  readonly coinRules: CoinRules;
  /** The master public key, 48 bytes. */
  readonly masterPublicKey: Uint8Array;
  /** Of the master public key (wallet 1.1). */
  readonly fingerprint: number;
  key(index: number): WalletKey;
  spendKey(index: number): SpendKey;
}

/** @param masterSecretKey 32 bytes, else BlsError SECRET_KEY_INVALID */
export function createKeyRing(masterSecretKey: Uint8Array, coinRules: CoinRules): KeyRing {
  const parent = derivePath(masterSecretKey, WALLET_PATH);
  const masterPublicKey = bls().publicKey(masterSecretKey);
  const secretKey = memoised((index) => deriveChild(parent, index));
  const publicKey = memoised((index) => bls().publicKey(secretKey(index)));
  return {
    coinRules,
    masterPublicKey,
    fingerprint: fingerprint(masterPublicKey),
    key: memoised((index) => ({
      index,
      publicKey: publicKey(index),
      puzzleHash: standardPuzzleHash(publicKey(index), coinRules),
    })),
    spendKey: memoised((index) => spendKeyOf(secretKey(index), publicKey(index), coinRules)),
  };
}

function spendKeyOf(walletSecretKey: Uint8Array, walletPublicKey: Uint8Array, coinRules: CoinRules): SpendKey {
  const puzzle = standardPuzzleForKey(walletPublicKey, coinRules);
  if (coinRules === 'beta18') return { puzzle, publicKey: walletPublicKey, secretKey: walletSecretKey };
  const secretKey = syntheticSecretKey(walletSecretKey);
  return { puzzle, publicKey: bls().publicKey(secretKey), secretKey };
}

function memoised<Value>(make: (index: number) => Value): (index: number) => Value {
  const made = new Map<number, Value>();
  return (index) => {
    const known = made.get(index);
    if (known !== undefined) return known;
    const value = make(index);
    made.set(index, value);
    return value;
  };
}
