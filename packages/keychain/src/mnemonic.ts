import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { mnemonicToEntropy as decodeMnemonic, entropyToMnemonic as encodeEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { KeychainError } from './errors.ts';

const ENTROPY_SIZES: readonly number[] = [16, 20, 24, 28, 32];
const WORD_COUNTS: readonly number[] = [12, 15, 18, 21, 24];
const words: ReadonlySet<string> = new Set(wordlist);

const SEED_ITERATIONS = 2048;
const SEED_SIZE = 64;

/** The one form of a mnemonic as people write it: NFKD, lower case, one space between words (wallet 1.1). */
export const normalizeMnemonic = (text: string): string =>
  text.normalize('NFKD').toLowerCase().trim().split(/\s+/).join(' ');

/** Words for entropy of 16, 20, 24, 28 or 32 bytes (BIP39). Throws ENTROPY_SIZE. */
export function entropyToMnemonic(entropy: Uint8Array): string {
  if (!ENTROPY_SIZES.includes(entropy.length)) throw new KeychainError('ENTROPY_SIZE', { bytes: entropy.length });
  return encodeEntropy(Uint8Array.from(entropy), wordlist);
}

/** A new mnemonic of 24 words. */
export const generateMnemonic = (random: (size: number) => Uint8Array = randomBytes): string =>
  entropyToMnemonic(random(32));

/**
 * The entropy of a mnemonic, 16 to 32 bytes. Throws MNEMONIC_WORD_COUNT, MNEMONIC_UNKNOWN_WORD (with the word) or
 * MNEMONIC_CHECKSUM.
 */
export function mnemonicToEntropy(mnemonic: string): Uint8Array {
  const normal = normalizeMnemonic(mnemonic);
  const list = normal.split(' ').filter((word) => word !== '');
  if (!WORD_COUNTS.includes(list.length)) throw new KeychainError('MNEMONIC_WORD_COUNT', { words: list.length });
  const unknown = list.findIndex((word) => !words.has(word));
  if (unknown >= 0) {
    throw new KeychainError('MNEMONIC_UNKNOWN_WORD', { word: list[unknown] ?? '', position: unknown + 1 });
  }
  try {
    return decodeMnemonic(normal, wordlist);
  } catch {
    throw new KeychainError('MNEMONIC_CHECKSUM', {});
  }
}

/**
 * The seed of a mnemonic, 64 bytes: PBKDF2-HMAC-SHA512 over 2048 rounds, salted with "mnemonic" and the passphrase
 * (wallet 1.1). The mnemonic is checked first; throws as `mnemonicToEntropy`.
 */
export function mnemonicToSeed(mnemonic: string, passphrase = ''): Uint8Array {
  mnemonicToEntropy(mnemonic);
  const salt = `mnemonic${passphrase}`.normalize('NFKD');
  return Uint8Array.from(pbkdf2Sync(normalizeMnemonic(mnemonic), salt, SEED_ITERATIONS, SEED_SIZE, 'sha512'));
}
