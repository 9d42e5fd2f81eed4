import { BlsError } from './errors.ts';

/** Order r of the groups G1 and G2 (proofs C.1): secret keys are integers from 0 to r - 1. */
export const GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;

export const SECRET_KEY_SIZE = 32;

export function bytesToBigInt(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

/** Big-endian bytes of an integer from 0 to r - 1. */
export function scalarToBytes(scalar: bigint): Uint8Array {
  const bytes = new Uint8Array(SECRET_KEY_SIZE);
  for (let at = SECRET_KEY_SIZE - 1, rest = scalar; rest > 0n; at--, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

/** Any bytes, read as a big-endian integer, modulo the group order. */
export const reduce = (bytes: Uint8Array): bigint => bytesToBigInt(bytes) % GROUP_ORDER;

/** True for 32 bytes below the group order; zero is one of them (proofs C.1). */
export function isValidSecretKey(bytes: Uint8Array): boolean {
  return bytes.length === SECRET_KEY_SIZE && bytesToBigInt(bytes) < GROUP_ORDER;
}

/** The scalar of a secret key, or SECRET_KEY_INVALID. */
export function scalarOf(secretKey: Uint8Array): bigint {
  const scalar = bytesToBigInt(secretKey);
  if (secretKey.length !== SECRET_KEY_SIZE || scalar >= GROUP_ORDER) {
    throw new BlsError({ code: 'SECRET_KEY_INVALID', length: secretKey.length });
  }
  return scalar;
}

/**
 * A secret key from any 32 bytes, modulo the group order (proofs C.1). A multiple of the order other than zero itself
 * is refused with SECRET_KEY_INVALID, as it would turn an ordinary looking key into the zero key.
 */
export function reduceToSecretKey(bytes: Uint8Array): Uint8Array {
  const value = bytesToBigInt(bytes);
  const scalar = value % GROUP_ORDER;
  if (bytes.length !== SECRET_KEY_SIZE || (scalar === 0n && value !== 0n)) {
    throw new BlsError({ code: 'SECRET_KEY_INVALID', length: bytes.length });
  }
  return scalarToBytes(scalar);
}

/** Sum of secret keys modulo the group order: the secret key of the sum of their public keys. */
export function addSecretKeys(secretKeys: readonly Uint8Array[]): Uint8Array {
  return scalarToBytes(secretKeys.reduce((sum, key) => (sum + scalarOf(key)) % GROUP_ORDER, 0n));
}
