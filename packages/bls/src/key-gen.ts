import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { BlsError } from './errors.ts';
import { reduce, scalarToBytes } from './scalar.ts';

const MINIMUM_SEED = 32;
const OUTPUT_SIZE = 48;
const INFO = Uint8Array.of(0, OUTPUT_SIZE);

/** Used as it is. Later drafts of the BLS standard hash the salt first and so make other keys. */
const SALT = utf8ToBytes('BLS-SIG-KEYGEN-SALT-');

/**
 * key_gen (proofs C.4): a secret key of 32 bytes from a seed of at least 32 (else SEED_TOO_SHORT).
 * PRK = HMAC(salt, seed ‖ 00), OKM = HKDF-Expand(PRK, 00 30, 48 bytes), the key is OKM modulo the group order.
 */
export function keyGen(seed: Uint8Array): Uint8Array {
  if (seed.length < MINIMUM_SEED) {
    throw new BlsError({ code: 'SEED_TOO_SHORT', length: seed.length, minimum: MINIMUM_SEED });
  }
  const pseudoRandomKey = extract(sha256, concatBytes(seed, Uint8Array.of(0)), SALT);
  return scalarToBytes(reduce(expand(sha256, pseudoRandomKey, INFO, OUTPUT_SIZE)));
}
