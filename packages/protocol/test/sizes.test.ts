import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  catalogue,
  decodeMessage,
  encodeMessage,
  MAX_FRAME_BYTES,
  type MessageName,
  messageNames,
} from '../src/index.ts';
import { valuesOf } from './arbitraries.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Smallest and largest frame by the body's fields (null: no bound), and the cap; all in bytes. */
const GOLDEN: Readonly<Record<MessageName, readonly [number, number | null, number]>> = {
  handshake: [103, null, 4 * KIB],
  handshake_ack: [20, 20, 4 * KIB],
  ping: [51, 51, 64 * KIB],
  pong: [51, 51, 64 * KIB],
  new_tip: [76, 97, 64 * KIB],
  removing_tip: [65, 65, 64 * KIB],
  new_transaction: [83, 99, 64 * KIB],
  request_transaction: [75, 75, 64 * KIB],
  respond_transaction: [140, null, 8 * MIB],
  reject_transaction_request: [83, 83, 64 * KIB],
  new_proof_of_time: [117, 130, 64 * KIB],
  request_proof_of_time: [121, 134, 64 * KIB],
  respond_proof_of_time: [211, null, 256 * KIB],
  reject_proof_of_time_request: [107, 115, 64 * KIB],
  new_unfinished_block: [154, 162, 64 * KIB],
  request_unfinished_block: [78, 78, 64 * KIB],
  respond_unfinished_block: [716, null, 8 * MIB],
  reject_unfinished_block_request: [85, 85, 64 * KIB],
  request_block: [74, 78, 64 * KIB],
  respond_block: [704, null, 8 * MIB],
  reject_block_request: [81, 85, 64 * KIB],
  request_all_header_hashes: [83, 83, 64 * KIB],
  all_header_hashes: [39, null, 16 * MIB],
  request_header_block: [81, 85, 64 * KIB],
  respond_header_block: [952, null, 256 * KIB],
  reject_header_block_request: [89, 93, 64 * KIB],
  request_mempool_transactions: [44, null, MIB],
  request_peers: [20, 20, 64 * KIB],
  respond_peers_full_node: [41, null, 64 * KIB],
  respond_peers: [31, null, 64 * KIB],
  proof_of_space_finalized: [109, 138, 64 * KIB],
  proof_of_space_arrived: [144, 161, 64 * KIB],
  proof_of_time_rate: [43, 51, 64 * KIB],
  request_header_hash: [457, null, 64 * KIB],
  header_hash: [107, 107, 64 * KIB],
  header_signature: [227, 227, 64 * KIB],
  harvester_handshake: [64, null, MIB],
  new_challenge: [69, 69, 64 * KIB],
  challenge_response: [160, null, 64 * KIB],
  request_proof_of_space: [104, null, 64 * KIB],
  respond_proof_of_space: [196, null, 64 * KIB],
  request_signature: [75, null, 64 * KIB],
  respond_signature: [310, null, 64 * KIB],
  challenge_start: [79, 96, 64 * KIB],
  proof_of_space_info: [94, 102, 64 * KIB],
  proof_of_time_finished: [212, null, 256 * KIB],
  new_lca: [73, 94, 64 * KIB],
  send_transaction: [137, null, 8 * MIB],
  transaction_ack: [76, null, 64 * KIB],
  request_all_proof_hashes: [32, 32, 64 * KIB],
  respond_all_proof_hashes: [40, null, 32 * MIB],
  request_all_header_hashes_after: [114, 118, 64 * KIB],
  respond_all_header_hashes_after: [122, null, 16 * MIB],
  reject_all_header_hashes_after_request: [121, 125, 64 * KIB],
  request_header: [75, 79, 64 * KIB],
  respond_header: [967, null, 256 * KIB],
  reject_header_request: [82, 86, 64 * KIB],
  request_removals: [89, null, MIB],
  respond_removals: [92, null, 8 * MIB],
  reject_removals_request: [84, 88, 64 * KIB],
  request_additions: [93, null, MIB],
  respond_additions: [93, null, 8 * MIB],
  reject_additions_request: [86, 90, 64 * KIB],
  request_generator: [78, 82, 64 * KIB],
  respond_generator: [81, null, 8 * MIB],
  reject_generator_request: [86, 90, 64 * KIB],
};

const text = (length: number) => (length < 24 ? 1 : 2) + length;

/** Map head, key `f` and name, key `d`. */
const headSize = (name: string) => 1 + 2 + text(name.length) + 2;

const bounded = (size: number): number | null => (size === Infinity ? null : size);

test('the table has every message', () => {
  expect(Object.keys(GOLDEN).sort()).toEqual([...messageNames].sort());
});

describe.each(messageNames)('%s', (name) => {
  const { body, maxBytes, routes, taker } = catalogue[name];
  const min = headSize(name) + body.minCborSize;
  const max = headSize(name) + body.maxCborSize;

  test('has its sizes', () => {
    expect([min, bounded(max), maxBytes]).toEqual(GOLDEN[name]);
  });

  test('fits its cap: what has a bound is below it', () => {
    expect(max === Infinity || max <= maxBytes).toBe(true);
    expect(maxBytes).toBeLessThanOrEqual(MAX_FRAME_BYTES);
  });

  test('reads what it writes, within its sizes', () => {
    const [from, to] = routes[0] as readonly [1, 1];
    const context = { to, from: taker === 'handshake' ? null : from, shortestPrograms: true };
    fc.assert(
      fc.property(valuesOf(body), (value) => {
        const frame = encodeMessage(name, value as never);
        expect(frame.length).toBeGreaterThanOrEqual(min);
        expect(frame.length).toBeLessThanOrEqual(max);
        expect(decodeMessage(frame, context)).toEqual({ name, body: value });
      }),
      { numRuns: 30 },
    );
  });
});
