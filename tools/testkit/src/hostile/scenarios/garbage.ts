import { randomBytes } from 'node:crypto';
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { newIdentity } from '@salvia/network';
import { encodeCbor, encodeMessage, NodeType } from '@salvia/protocol';
import { openLine, openSecureLine } from '../line.ts';
import { HostilePeer } from '../peer.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { webSocketFrame } from '../web-socket-frame.ts';

/** An attack that is one frame, after an honest handshake. */
const says = (frame: Uint8Array) => async (stage: Stage) => (await HostilePeer.greet(stage)).send(frame);

const call = (f: string, d: Map<string, unknown> | string) =>
  encodeCbor(
    new Map<string, unknown>([
      ['f', f],
      ['d', d],
    ]) as never,
  );

/** What no peer of good will sends. */
export const garbage: readonly Scenario[] = [
  { name: 'sends noise', outcome: { banned: 'MALFORMED_FRAME' }, attack: says(randomBytes(1000)) },
  { name: 'sends an empty frame', outcome: { banned: 'MALFORMED_FRAME' }, attack: says(new Uint8Array()) },
  {
    name: 'goes on after the end of a message',
    outcome: { banned: 'MALFORMED_FRAME' },
    attack: says(concatBytes(encodeMessage('ping', { nonce: new Uint8Array(32) }), Uint8Array.of(0))),
  },
  {
    name: 'nests lists ten thousand deep',
    outcome: { banned: 'MALFORMED_FRAME' },
    attack: says(concatBytes(hexToBytes('a261666470696e676164'), new Uint8Array(10_000).fill(0x81))),
  },
  {
    name: 'calls a function that does not exist',
    outcome: { banned: 'INVALID_PROTOCOL_MESSAGE' },
    attack: says(call('_state', new Map())),
  },
  {
    name: 'calls what only our own farmer may',
    outcome: { banned: 'FUNCTION_NOT_ALLOWED' },
    attack: says(
      encodeMessage('header_signature', {
        posHash: new Uint8Array(32),
        headerHash: new Uint8Array(32),
        headerSignature: Uint8Array.from({ length: 96 }, (_, index) => (index === 0 ? 0xc0 : 0)), // infinity
      }),
    ),
  },
  {
    name: 'calls a function with text for a number',
    outcome: { banned: 'INVALID_BODY' },
    attack: says(
      call(
        'request_block',
        new Map<string, unknown>([
          ['height', '7'],
          ['header_hash', new Uint8Array(32)],
        ]),
      ),
    ),
  },
  {
    name: 'calls a function with half of its fields',
    outcome: { banned: 'INVALID_BODY' },
    attack: says(call('new_tip', new Map<string, unknown>([['height', 7]]))),
  },
  {
    name: 'sends text instead of bytes',
    outcome: { banned: 'MALFORMED_FRAME' },
    attack: async (stage) => (await HostilePeer.greet(stage)).sendText('{"f": "ping"}'),
  },
  {
    name: 'does not mask what it sends',
    outcome: { banned: 'MALFORMED_FRAME' },
    attack: async (stage) =>
      (await HostilePeer.greet(stage)).write(webSocketFrame(new Uint8Array(9), { masked: false })),
  },
  {
    name: 'sends frames of a kind that WebSocket does not have',
    outcome: { banned: 'MALFORMED_FRAME' },
    attack: async (stage) => (await HostilePeer.greet(stage)).write(webSocketFrame(new Uint8Array(9), { opcode: 5 })),
  },
  {
    name: 'opens with noise in place of a handshake',
    outcome: { closed: 'INVALID_HANDSHAKE' },
    attack: async (stage) => (await HostilePeer.connect(stage)).send(randomBytes(1000)),
  },
  {
    name: 'declares the id of somebody else',
    outcome: { closed: 'INVALID_HANDSHAKE' },
    attack: async (stage) => (await HostilePeer.connect(stage)).handshake({ nodeId: new Uint8Array(32).fill(7) }),
  },
  {
    name: 'comes from another network',
    outcome: { closed: 'INCOMPATIBLE_NETWORK_ID' },
    attack: async (stage) => (await HostilePeer.connect(stage)).handshake({ networkId: 'elsewhere' }),
  },
  {
    name: 'passes itself off as our timelord',
    outcome: { closed: 'CERTIFICATE_NOT_TRUSTED' },
    attack: async (stage) => (await HostilePeer.connect(stage, { nodeType: NodeType.TIMELORD })).handshake(),
  },
  {
    name: 'sends noise in place of TLS',
    outcome: { closed: 'CONNECT_FAILED' },
    attack: async (stage) => void (await openLine(stage)).write(randomBytes(1000)),
  },
  {
    name: 'sends noise in place of an upgrade to WebSocket',
    outcome: { closed: 'INVALID_HANDSHAKE' },
    attack: async (stage) => {
      const line = await openSecureLine(stage, await newIdentity('peer'));
      line.write(utf8ToBytes('GET \0 '));
      line.write(randomBytes(1000));
    },
  },
];
