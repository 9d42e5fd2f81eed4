import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import type { Bls } from './bls.ts';
import { BlsError } from './errors.ts';
import { keyGen } from './key-gen.ts';
import { addSecretKeys, reduce, scalarOf, scalarToBytes } from './scalar.ts';
import { bls } from './select.ts';

const LAMPORT_BLOCKS = 255;
const BLOCK = 32;
const NO_INFO = new Uint8Array();

function indexBytes(index: number): Uint8Array {
  if (!Number.isInteger(index) || index < 0 || index > 0xffffffff) {
    throw new BlsError({ code: 'INDEX_OUT_OF_RANGE', index });
  }
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, index);
  return bytes;
}

/** One half of the Lamport key: 255 hashes of the blocks that HKDF makes of the parent's bytes. */
function lamportHashes(salt: Uint8Array, bytes: Uint8Array): Uint8Array {
  const secrets = expand(sha256, extract(sha256, bytes, salt), NO_INFO, LAMPORT_BLOCKS * BLOCK);
  const hashes = new Uint8Array(LAMPORT_BLOCKS * BLOCK);
  for (let at = 0; at < secrets.length; at += BLOCK) hashes.set(sha256(secrets.subarray(at, at + BLOCK)), at);
  return hashes;
}

/** Hardened child key, 32 bytes (proofs C.5): the structure of EIP-2333 with the key_gen of C.4. Index 0 to 2^32 - 1. */
export function deriveChild(secretKey: Uint8Array, index: number): Uint8Array {
  scalarOf(secretKey);
  const salt = indexBytes(index);
  const complement = secretKey.map((byte) => ~byte);
  return keyGen(sha256(concatBytes(lamportHashes(salt, secretKey), lamportHashes(salt, complement))));
}

/** The hardened child along a path, one step per number (proofs C.7). */
export function derivePath(secretKey: Uint8Array, path: readonly number[]): Uint8Array {
  return path.reduce(deriveChild, secretKey);
}

const unhardenedOffset = (publicKey: Uint8Array, index: number): Uint8Array =>
  scalarToBytes(reduce(sha256(concatBytes(publicKey, indexBytes(index)))));

/** Unhardened child key (proofs C.6): sk + SHA-256(pk ‖ index) mod r. */
export function deriveChildUnhardened(secretKey: Uint8Array, index: number, backend: Bls = bls()): Uint8Array {
  return addSecretKeys([secretKey, unhardenedOffset(backend.publicKey(secretKey), index)]);
}

/** Unhardened child of a public key (proofs C.6): pk + SHA-256(pk ‖ index) · G, the public key of the child above. */
export function deriveUnhardenedPublic(publicKey: Uint8Array, index: number, backend: Bls = bls()): Uint8Array {
  const offset = backend.multiplyG1Generator(unhardenedOffset(publicKey, index));
  return backend.addPublicKeys([publicKey, offset]);
}

/** First four bytes of SHA-256 of a public key, as a big-endian integer (proofs C.1). */
export function fingerprint(publicKey: Uint8Array): number {
  const digest = sha256(publicKey);
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0);
}
