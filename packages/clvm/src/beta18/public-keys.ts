import { bytesToHex } from '@noble/hashes/utils.js';
import type { LanguageOptions } from '../language.ts';

const REMEMBERED = 10_000;
const INFINITY_FLAG = 0x40;
const KEY_SIZE = 48;

/**
 * Whether bytes are a public key: a valid point other than the identity (consensus Q2). Keys that were found valid
 * are remembered, as a bundle's come again in a block.
 */
export function publicKeyCheck(g1: LanguageOptions['g1']): (bytes: Uint8Array) => boolean {
  const valid = new Set<string>();
  return (bytes) => {
    if (bytes.length !== KEY_SIZE || ((bytes[0] ?? 0) & INFINITY_FLAG) !== 0) return false;
    const key = bytesToHex(bytes);
    if (valid.has(key)) return true;
    if (!g1.isValidG1(bytes)) return false;
    if (valid.size >= REMEMBERED)
      for (const oldest of valid) {
        valid.delete(oldest);
        break;
      }
    valid.add(key);
    return true;
  };
}
