import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { ClvmError } from './errors.ts';
import { atomToInt } from './integer.ts';
import { DEFAULT_HIDDEN_PUZZLE } from './puzzles.ts';
import { treeHash } from './tree-hash.ts';

/** Arithmetic in G1, which this package has to be given: 48-byte points, 32-byte big-endian scalars. */
export interface G1Arithmetic {
  multiplyG1Generator(scalar: Uint8Array): Uint8Array;
  addPublicKeys(publicKeys: readonly Uint8Array[]): Uint8Array;
}

const PUBLIC_KEY_SIZE = 48;
const SCALAR_SIZE = 32;
/** Order of G1, modulo which secret keys are added. */
const GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;

/** Tree hash of the hidden puzzle of keys that have none. */
export const DEFAULT_HIDDEN_PUZZLE_HASH: Uint8Array = treeHash(DEFAULT_HIDDEN_PUZZLE);

function modulo(value: bigint): Uint8Array {
  const bytes = new Uint8Array(SCALAR_SIZE);
  let rest = ((value % GROUP_ORDER) + GROUP_ORDER) % GROUP_ORDER;
  for (let at = SCALAR_SIZE - 1; at >= 0; at--, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

/**
 * What a synthetic key adds to the original (wallet 2.2): SHA-256(public key ‖ hidden puzzle hash), read as a signed
 * integer, modulo the group order; 32 bytes. Added to the secret key it gives the synthetic secret key.
 */
export function calculateSyntheticOffset(
  publicKey: Uint8Array,
  hiddenPuzzleHash: Uint8Array = DEFAULT_HIDDEN_PUZZLE_HASH,
): Uint8Array {
  if (publicKey.length !== PUBLIC_KEY_SIZE) throw new ClvmError({ code: 'KEY_SIZE', length: publicKey.length });
  return modulo(atomToInt(sha256(concatBytes(publicKey, hiddenPuzzleHash))));
}

/** The synthetic public key, 48 bytes: public key + offset · G (wallet 2.2). */
export function calculateSyntheticPublicKey(
  publicKey: Uint8Array,
  g1: G1Arithmetic,
  hiddenPuzzleHash: Uint8Array = DEFAULT_HIDDEN_PUZZLE_HASH,
): Uint8Array {
  const offset = calculateSyntheticOffset(publicKey, hiddenPuzzleHash);
  return g1.addPublicKeys([publicKey, g1.multiplyG1Generator(offset)]);
}
