import { hash } from 'node:crypto';
import {
  BUCKET_SIZE,
  NEW_BUCKETS,
  NEW_BUCKETS_PER_SOURCE_GROUP,
  TRIED_BUCKETS,
  TRIED_BUCKETS_PER_GROUP,
} from './limits.ts';

/** The letters that keep positions in the two tables apart. */
export const Table = { NEW: 'N', TRIED: 'K' } as const;
export type Table = (typeof Table)[keyof typeof Table];

/**
 * SHA-256 over the parts, its first eight bytes as a big-endian integer, modulo a power of two up to 65,536: only the
 * last two of the eight bytes count.
 */
const hashBelow = (modulus: number, parts: readonly Uint8Array[]): number =>
  hash('sha256', Buffer.concat(parts), 'buffer').readUInt16BE(6) % modulus;

/**
 * The bucket of the tried table (network 5.2 item 4).
 * @param secret 32 bytes that nobody else knows, so that nobody can aim at a bucket
 * @param key of the address, see `peerKey`
 * @param group of the address, see `peerGroup`
 */
export function triedBucket(secret: Uint8Array, key: Uint8Array, group: Uint8Array): number {
  const choice = hashBelow(TRIED_BUCKETS_PER_GROUP, [secret, key]);
  return hashBelow(TRIED_BUCKETS, [secret, group, Uint8Array.of(choice)]);
}

/** The bucket of the new table for an address of that group, heard from that group of sources (network 5.2 item 4). */
export function newBucket(secret: Uint8Array, group: Uint8Array, sourceGroup: Uint8Array): number {
  const choice = hashBelow(NEW_BUCKETS_PER_SOURCE_GROUP, [secret, group, sourceGroup]);
  return hashBelow(NEW_BUCKETS, [secret, sourceGroup, Uint8Array.of(choice)]);
}

/** The only place in a bucket that an address can have (network 5.2 item 4). */
export function bucketPosition(secret: Uint8Array, table: Table, bucket: number, key: Uint8Array): number {
  const place = Uint8Array.of(table.charCodeAt(0), bucket >> 16, (bucket >> 8) & 0xff, bucket & 0xff);
  return hashBelow(BUCKET_SIZE, [secret, place, key]);
}
