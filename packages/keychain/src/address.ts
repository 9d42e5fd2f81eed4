import type { CoinRules } from '@salvia/clvm';
import { bech32m } from '@scure/base';
import { chech32 } from './chech32.ts';
import { KeychainError } from './errors.ts';

const PUZZLE_HASH_SIZE = 32;
/** Of any bech32 text. */
const MOST_CHARACTERS = 90;

/** Text forms by coin rules: bech32m today, chech32 in release 1.0b18. Neither can be read as the other (wallet 1.5). */
const forms = { mainnet: bech32m, beta18: chech32 } as const;

/** The address of a puzzle hash of 32 bytes under a network's prefix (`txch`). Throws PUZZLE_HASH_SIZE. */
export function encodeAddress(puzzleHash: Uint8Array, prefix: string, coinRules: CoinRules): string {
  if (puzzleHash.length !== PUZZLE_HASH_SIZE) {
    throw new KeychainError('PUZZLE_HASH_SIZE', { bytes: puzzleHash.length });
  }
  return forms[coinRules].encodeFromBytes(prefix, Uint8Array.from(puzzleHash));
}

function decodeText(address: string, coinRules: CoinRules): { readonly prefix: string; readonly bytes: Uint8Array } {
  try {
    return forms[coinRules].decodeToBytes(address);
  } catch {
    throw new KeychainError('ADDRESS_INVALID', { address, problem: hasForm(address) ? 'checksum' : 'characters' });
  }
}

/** A prefix, the separator and characters of the alphabet, all of one case: what has that fails for its checksum. */
const hasForm = (address: string): boolean =>
  address.length <= MOST_CHARACTERS && /^[\x21-\x40\x5b-\x7e]+1[02-9ac-hj-np-z]{6,}$/.test(oneCase(address));

const oneCase = (address: string): string => (address === address.toUpperCase() ? address.toLowerCase() : address);

/**
 * The puzzle hash of an address, 32 bytes. Upper case is as good as lower case, but not mixed with it. Throws
 * ADDRESS_INVALID, ADDRESS_PREFIX (an address of another network) or ADDRESS_LENGTH.
 */
export function decodeAddress(address: string, prefix: string, coinRules: CoinRules): Uint8Array {
  const { prefix: found, bytes } = decodeText(address, coinRules);
  if (found !== prefix) throw new KeychainError('ADDRESS_PREFIX', { found, wanted: prefix });
  if (bytes.length !== PUZZLE_HASH_SIZE) throw new KeychainError('ADDRESS_LENGTH', { bytes: bytes.length });
  return bytes;
}
