import { describe, expect, test } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import {
  bucketPosition,
  isTerrible,
  newBucket,
  peerGroup,
  peerKey,
  selectionChance,
  Table,
  triedBucket,
} from '@salvia/peer-store';
import { PeerInfo } from '@salvia/protocol';
import { z } from 'zod';
import { readVector } from '../src/index.ts';

const bucket = z.strictObject({
  host: z.string(),
  port: z.int(),
  source_host: z.string(),
  source_port: z.int(),
  key: z.string(),
  group: z.string(),
  secret: z.string(),
  tried_bucket: z.int(),
  new_bucket: z.int(),
  /** Any bucket, for the positions. */
  bucket: z.int(),
  position_new: z.int(),
  position_tried: z.int(),
  /** How the reference stores the peer and its source. */
  text: z.string(),
});

const age = z.strictObject({
  now: z.int(),
  timestamp: z.int(),
  last_try: z.int(),
  last_success: z.int(),
  num_attempts: z.int(),
  is_terrible: z.boolean(),
  selection_chance: z.number(),
});

const schema = z.strictObject({ kind: z.string(), buckets: z.array(bucket).min(1), ages: z.array(age).min(1) });
const data = schema.parse(readVector('reference/peers.json'));

describe.each(data.buckets)('$host $port, heard from $source_host', (row) => {
  const [secret, key] = [hexToBytes(row.secret), peerKey(row)];
  const group = peerGroup(row.host);

  test('key and group', () => {
    expect(bytesToHex(key)).toBe(row.key);
    expect(bytesToHex(group)).toBe(row.group);
  });

  test('buckets', () => {
    expect(triedBucket(secret, key, group)).toBe(row.tried_bucket);
    expect(newBucket(secret, group, peerGroup(row.source_host))).toBe(row.new_bucket);
  });

  test('positions', () => {
    expect(bucketPosition(secret, Table.NEW, row.bucket, key)).toBe(row.position_new);
    expect(bucketPosition(secret, Table.TRIED, row.bucket, key)).toBe(row.position_tried);
  });

  test('the text in which the reference stores it means the same', () => {
    const [host = '', port, sourceHost = '', sourcePort] = row.text.split(' ');
    expect(bytesToHex(peerKey({ host, port: Number(port) }))).toBe(row.key);
    expect(Number(sourcePort)).toBe(row.source_port);
    expect(newBucket(secret, peerGroup(host), peerGroup(sourceHost))).toBe(row.new_bucket);
  });
});

test.each(data.ages)('of age $timestamp, tried $last_try, good $last_success, $num_attempts attempts', (row) => {
  const entry = {
    timestamp: row.timestamp,
    lastTry: row.last_try,
    lastSuccess: row.last_success,
    attempts: row.num_attempts,
  };
  expect(isTerrible(entry, row.now)).toBe(row.is_terrible);
  expect(selectionChance(entry, row.now)).toBeCloseTo(row.selection_chance, 12);
});

describe('the values of network 5.2 and 1.13', () => {
  const address = { host: '1.2.3.4', port: 8444 };

  test.each([
    ['00'.repeat(32), [164, 1, 125, 12]],
    [`${'00'.repeat(31)}01`, [183, 55, 696, 20]],
    ['ff'.repeat(32), [149, 28, 14, 11]],
  ])('under the secret %s', (hex, expected) => {
    const [secret, key, group] = [hexToBytes(hex), peerKey(address), peerGroup(address.host)];
    const tried = triedBucket(secret, key, group);
    const fresh = newBucket(secret, group, peerGroup('250.1.2.3'));
    const positions = [
      bucketPosition(secret, Table.TRIED, tried, key),
      bucketPosition(secret, Table.NEW, fresh, key),
    ] as const;
    expect([tried, positions[0], fresh, positions[1]]).toEqual(expected);
  });

  test('the hash of an address', () => {
    expect(bytesToHex(sha256(PeerInfo.encode(address)))).toBe(
      '91c9446aefbbdef9000d3035897969b64c7c3b395ff88ae9cbe8e58552d0aa0d',
    );
  });
});
