import { describe, expect, test } from '@jest/globals';
import { catalogue, isMessageName, isRouted, type MessageName, messageNames, NodeType } from '../src/index.ts';

const { FULL_NODE, HARVESTER, FARMER, TIMELORD, INTRODUCER, WALLET } = NodeType;

/** Who takes what from whom (network 1.9, and sync.md for the paging messages between full nodes). */
const ALLOWED: readonly (readonly [to: NodeType, from: NodeType, functions: string])[] = [
  [
    FULL_NODE,
    FULL_NODE,
    `new_tip removing_tip new_transaction request_transaction respond_transaction reject_transaction_request
     new_proof_of_time request_proof_of_time respond_proof_of_time reject_proof_of_time_request new_unfinished_block
     request_unfinished_block respond_unfinished_block reject_unfinished_block_request request_block respond_block
     reject_block_request request_all_header_hashes all_header_hashes request_header_block respond_header_block
     reject_header_block_request request_mempool_transactions request_peers respond_peers_full_node
     request_all_header_hashes_after respond_all_header_hashes_after reject_all_header_hashes_after_request`,
  ],
  [FULL_NODE, FARMER, 'request_header_hash header_signature'],
  [FULL_NODE, TIMELORD, 'proof_of_time_finished'],
  [
    FULL_NODE,
    WALLET,
    `send_transaction request_all_proof_hashes request_all_header_hashes_after request_header request_removals
     request_additions request_generator`,
  ],
  [FULL_NODE, INTRODUCER, 'respond_peers'],
  [FARMER, FULL_NODE, 'proof_of_space_finalized proof_of_space_arrived proof_of_time_rate header_hash'],
  [FARMER, HARVESTER, 'challenge_response respond_proof_of_space respond_signature'],
  [HARVESTER, FARMER, 'harvester_handshake new_challenge request_proof_of_space request_signature'],
  [TIMELORD, FULL_NODE, 'challenge_start proof_of_space_info'],
  [
    WALLET,
    FULL_NODE,
    `transaction_ack new_lca respond_header reject_header_request respond_all_proof_hashes
     respond_all_header_hashes_after reject_all_header_hashes_after_request respond_additions reject_additions_request
     respond_removals reject_removals_request respond_generator reject_generator_request respond_peers_full_node`,
  ],
  [WALLET, INTRODUCER, 'respond_peers'],
  [INTRODUCER, FULL_NODE, 'request_peers'],
  [INTRODUCER, WALLET, 'request_peers'],
];

const roles = Object.entries(NodeType);

describe('who takes what from whom', () => {
  const pairs = roles.flatMap(([to, toType]) => roles.map(([from, fromType]) => [to, from, toType, fromType] as const));

  test.each(pairs)('%s from %s', (_to, _from, to, from) => {
    const listed = ALLOWED.filter(([receiver, sender]) => receiver === to && sender === from);
    const wanted = listed.flatMap(([, , functions]) => functions.split(/\s+/)).filter((name) => name !== '');
    const routed = messageNames.filter((name) => catalogue[name].taker === 'role' && isRouted(name, from, to));
    expect([...routed].sort()).toEqual(wanted.sort());
  });

  test.each(['ping', 'pong', 'handshake', 'handshake_ack'] as const)('%s goes from any to any', (name) => {
    for (const [, from] of roles) for (const [, to] of roles) expect(isRouted(name, from, to)).toBe(true);
  });
});

describe.each(messageNames)('%s', (name: MessageName) => {
  const { answers, routes, rate, maxBytes } = catalogue[name];

  test('is answered by messages that may go back, or on to a third role', () => {
    const receivers: readonly NodeType[] = routes.map(([, to]) => to);
    for (const answer of answers as readonly string[]) {
      expect(isMessageName(answer)).toBe(true);
      expect(catalogue[answer as MessageName].routes.some(([from]) => receivers.includes(from))).toBe(true);
    }
  });

  test('has caps', () => {
    expect(maxBytes).toBeGreaterThan(0);
    expect(rate.perMinute).toBeGreaterThan(0);
    expect(rate.burst).toBeGreaterThan(0);
  });
});
