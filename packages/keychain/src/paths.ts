import { derivePath, keyGen } from '@salvia/bls';
import { mnemonicToSeed } from './mnemonic.ts';

/** First steps of every path: BLS12-381, and the coin's registered number (wallet 1.3). */
const ROOT = [12381, 8444] as const;

const derive = (master: Uint8Array, use: number, index: number): Uint8Array =>
  derivePath(master, [...ROOT, use, index]);

/** The master secret key, 32 bytes, of a mnemonic (wallet 1.1). Throws as `mnemonicToEntropy`. */
export const masterKeyOf = (mnemonic: string, passphrase = ''): Uint8Array =>
  keyGen(mnemonicToSeed(mnemonic, passphrase));

/** Signs headers, together with the local key of a plot. Secret key, 32 bytes, as all here; all steps are hardened. */
export const farmerKey = (master: Uint8Array): Uint8Array => derive(master, 0, 0);

/** Signs pool targets. */
export const poolKey = (master: Uint8Array): Uint8Array => derive(master, 1, 0);

/** The key of the wallet's address `index`, from 0 to 2^32 - 1. */
export const walletKey = (master: Uint8Array, index: number): Uint8Array => derive(master, 2, index);

/** A plot's share of its own key, from the local master key in its memo (proofs C.8). */
export const localKey = (localMaster: Uint8Array): Uint8Array => derive(localMaster, 3, 0);

/** Encrypts and signs wallet backups. */
export const backupKey = (master: Uint8Array): Uint8Array => derive(master, 4, 0);
