/** The plot filter (consensus 5.2): which plots may answer a challenge. */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { ProofOfSpaceError } from './errors.ts';

/** Whether the first `zeroBits` (0..256) bits of SHA-256(plot id ‖ challenge hash) are 0; with 0 every plot passes. */
export function passesPlotFilter(plotId: Uint8Array, challengeHash: Uint8Array, zeroBits: number): boolean {
  if (!Number.isInteger(zeroBits) || zeroBits < 0 || zeroBits > 256) {
    throw new ProofOfSpaceError('OUT_OF_RANGE', { field: 'zeroBits', found: String(zeroBits), allowed: '0..256' });
  }
  const hash = sha256(concatBytes(plotId, challengeHash));
  for (let bit = 0; bit < zeroBits; bit++) {
    if ((hash[bit >>> 3]! & (0x80 >>> (bit & 7))) !== 0) return false;
  }
  return true;
}
