import { bech32 } from '@scure/base';

/**
 * The address text of release 1.0b18: bech32 with another constant in its checksum, 0x3fffffff instead of 1
 * (wallet 1.5). The constant is XORed onto the 30 bits of the checksum, so the last six characters of the one are those
 * of the other with the difference XORed on.
 */
const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const CHECKSUM_SIZE = 6;
/** 0x3fffffff ^ 1 in groups of five bits, highest first. */
const DIFFERENCE = [31, 31, 31, 31, 31, 30] as const;

/** Turns the checksum of one kind into that of the other; characters outside the alphabet stay, to be refused. */
function exchangeChecksum(text: string): string {
  const alphabet = text === text.toUpperCase() ? ALPHABET.toUpperCase() : ALPHABET;
  const checksum = [...text.slice(-CHECKSUM_SIZE)].map((character, at) => {
    const value = alphabet.indexOf(character);
    return value < 0 ? character : alphabet.charAt(value ^ (DIFFERENCE[at] ?? 0));
  });
  return text.slice(0, -CHECKSUM_SIZE) + checksum.join('');
}

export const chech32 = {
  encodeFromBytes: (prefix: string, bytes: Uint8Array): string =>
    exchangeChecksum(bech32.encodeFromBytes(prefix, bytes)),
  decodeToBytes: (text: string): { readonly prefix: string; readonly bytes: Uint8Array } =>
    bech32.decodeToBytes(exchangeChecksum(text)),
} as const;
