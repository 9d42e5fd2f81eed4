import { createHash } from 'node:crypto';
import { concatBytes } from '@noble/hashes/utils.js';
import { sameBytes } from '@salvia/streamable';

/*
 * The protocol's ping has a nonce of 32 bytes and nothing else. Ours tells the time in it: 16 unpredictable bytes, a
 * checksum of 8, and the milliseconds since 1970 as uint64. Whoever does not know that sees any nonce, and sends it back.
 */

const RANDOM_BYTES = 16;
const CHECK_BYTES = 8;

/** A nonce that nobody can guess, and that tells the time. */
export function clockNonce(randomBytes: (count: number) => Uint8Array, now: number): Uint8Array {
  const random = randomBytes(RANDOM_BYTES);
  const time = new Uint8Array(8);
  new DataView(time.buffer).setBigUint64(0, BigInt(Math.trunc(now)));
  return concatBytes(random, checkOf(random, time), time);
}

/** The time in a nonce; null if it tells none. */
export function timeOf(nonce: Uint8Array): number | null {
  const random = nonce.subarray(0, RANDOM_BYTES);
  const check = nonce.subarray(RANDOM_BYTES, RANDOM_BYTES + CHECK_BYTES);
  const time = nonce.slice(RANDOM_BYTES + CHECK_BYTES);
  if (time.length !== 8 || !sameBytes(check, checkOf(random, time))) return null;
  return Number(new DataView(time.buffer).getBigUint64(0));
}

const checkOf = (random: Uint8Array, time: Uint8Array): Uint8Array =>
  createHash('sha256').update('clock').update(random).update(time).digest().subarray(0, CHECK_BYTES);
