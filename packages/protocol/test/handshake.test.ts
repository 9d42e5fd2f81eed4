import { describe, expect, test } from '@jest/globals';
import { concatBytes } from '@noble/hashes/utils.js';
import {
  checkHandshake,
  checkHandshakeAck,
  decodeHandshake,
  encodeCbor,
  encodeMessage,
  type Handshake,
  type HandshakeContext,
  NodeType,
  nodeTypeName,
  PROTOCOL_VERSION,
  peersOf,
} from '../src/index.ts';
import { expectCode, filled, hex } from './support.ts';

const theirs: Handshake = {
  networkId: 'devnet',
  version: PROTOCOL_VERSION,
  nodeId: filled(1),
  serverPort: 8444,
  nodeType: NodeType.FULL_NODE,
};

const ours: HandshakeContext = {
  networkId: 'devnet',
  nodeId: filled(2),
  nodeType: NodeType.FULL_NODE,
  provenNodeId: null,
  shuttingDown: false,
  mayConnect: () => true,
  hasRoom: () => true,
  isConnected: () => false,
};

test('a good handshake breaks no rule', () => {
  expect(checkHandshake(theirs, ours)).toBeNull();
  expect(checkHandshake(theirs, { ...ours, provenNodeId: filled(1) })).toBeNull();
});

/** The rules in their order; each row breaks its own. */
const rules: readonly (readonly [string, Partial<Handshake>, Partial<HandshakeContext>])[] = [
  ['INCOMPATIBLE_NETWORK_ID', { networkId: 'other' }, {}],
  ['INVALID_HANDSHAKE', {}, { provenNodeId: filled(3) }],
  ['SELF_CONNECTION', {}, { nodeId: filled(1) }],
  ['SERVER_SHUTTING_DOWN', {}, { shuttingDown: true }],
  ['INCOMPATIBLE_PROTOCOL_VERSION', { version: '0.0.19' }, {}],
  ['NODE_TYPE_NOT_ACCEPTED', {}, { nodeType: NodeType.HARVESTER }],
  ['NODE_TYPE_NOT_ACCEPTED', {}, { mayConnect: () => false }],
  ['MAX_INBOUND_CONNECTIONS_REACHED', {}, { hasRoom: () => false }],
  ['DUPLICATE_CONNECTION', {}, { isConnected: () => true }],
];

describe('a handshake that breaks a rule', () => {
  test.each(rules)('%s', (code, handshake, context) => {
    expect(checkHandshake({ ...theirs, ...handshake }, { ...ours, ...context })).toBe(code);
  });

  test.each(rules.map((rule, index) => [rule[0], index] as const))(
    '%s comes before all later ones (%i)',
    (code, index) => {
      const broken = rules.slice(index);
      const handshake = Object.assign({}, theirs, ...broken.map(([, part]) => part));
      const context = Object.assign({}, ours, ...broken.map(([, , part]) => part));
      expect(checkHandshake(handshake, context)).toBe(code);
    },
  );

  test.each(['0.0.17', '', '0.0.18 ', '0.0.180'])('the version %p is another', (version) => {
    expect(checkHandshake({ ...theirs, version }, ours)).toBe('INCOMPATIBLE_PROTOCOL_VERSION');
  });
});

test('room and permission are asked for the role that it says', () => {
  const asked: string[] = [];
  const hasRoom = (type: NodeType) => {
    asked.push(nodeTypeName(type));
    return true;
  };
  checkHandshake({ ...theirs, nodeType: NodeType.WALLET }, { ...ours, hasRoom });
  expect(asked).toEqual(['WALLET']);
});

describe('which roles talk to which (network 1.8)', () => {
  test.each([
    ['FULL_NODE', ['FULL_NODE', 'FARMER', 'TIMELORD', 'INTRODUCER', 'WALLET']],
    ['FARMER', ['FULL_NODE', 'HARVESTER']],
    ['HARVESTER', ['FARMER']],
    ['TIMELORD', ['FULL_NODE']],
    ['WALLET', ['FULL_NODE', 'INTRODUCER']],
    ['INTRODUCER', ['FULL_NODE', 'WALLET']],
  ] as const)('%s with %p', (role, peers) => {
    expect([...peersOf(NodeType[role])].map(nodeTypeName).sort()).toEqual([...peers].sort());
  });
});

describe('the first frame', () => {
  const frame = encodeMessage('handshake', theirs);

  test('is a handshake', () => {
    expect(decodeHandshake(frame, NodeType.FULL_NODE)).toEqual(theirs);
  });

  test.each([
    ['another function', encodeMessage('ping', { nonce: filled(1) })],
    ['the acknowledgement', encodeMessage('handshake_ack', {})],
    ['no CBOR', hex('ff')],
    ['nothing', hex('')],
    ['a cut one', frame.subarray(0, -1)],
    ['node type 0', concatBytes(frame.subarray(0, -1), hex('00'))],
    ['node type 7', concatBytes(frame.subarray(0, -1), hex('07'))],
    ['more than 4 KiB', encodeMessage('handshake', { ...theirs, networkId: 'x'.repeat(4096) })],
  ])('is refused: %s', (_, bytes) => {
    expectCode(() => decodeHandshake(bytes, NodeType.FULL_NODE), 'INVALID_HANDSHAKE');
  });
});

describe('the second frame', () => {
  const ack = (payload: string | null) =>
    encodeCbor(
      new Map<string, string | null>([
        ['f', 'handshake_ack'],
        ['d', payload],
      ]),
    );

  test.each([
    ['no fields', encodeMessage('handshake_ack', {})],
    ['null', ack(null)],
    ['text', ack('')],
  ])('is an acknowledgement with any payload: %s', (_, bytes) => {
    expect(checkHandshakeAck(bytes)).toBeUndefined();
  });

  test.each([
    ['another function', encodeMessage('ping', { nonce: filled(1) })],
    ['a second handshake', encodeMessage('handshake', theirs)],
    ['no CBOR', hex('ff')],
    ['more than 4 KiB', ack('x'.repeat(4096))],
  ])('is refused: %s', (_, bytes) => {
    expectCode(() => checkHandshakeAck(bytes), 'INVALID_ACK');
  });
});
