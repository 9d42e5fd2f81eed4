import { encodeMessage } from '@salvia/protocol';
import { HostilePeer } from '../peer.ts';
import type { Scenario, Stage } from '../scenario.ts';

/** What honest peers say, at the wrong time. */
export const replays: readonly Scenario[] = [
  {
    name: 'shakes hands a second time',
    outcome: { banned: 'FUNCTION_NOT_ALLOWED' },
    attack: async (stage) => (await HostilePeer.greet(stage)).handshake(),
  },
  {
    name: 'acknowledges a second time',
    outcome: { banned: 'FUNCTION_NOT_ALLOWED' },
    attack: async (stage) => (await HostilePeer.greet(stage)).say('handshake_ack', {}),
  },
  {
    name: 'acknowledges before it shakes hands',
    outcome: { closed: 'INVALID_HANDSHAKE' },
    attack: async (stage) => (await HostilePeer.connect(stage)).say('handshake_ack', {}),
  },
  {
    name: 'asks before it shakes hands',
    outcome: { closed: 'INVALID_HANDSHAKE' },
    attack: async (stage) =>
      (await HostilePeer.connect(stage)).say('request_block', { height: 1, headerHash: new Uint8Array(32) }),
  },
  {
    name: 'asks instead of acknowledging',
    outcome: { closed: 'INVALID_ACK' },
    attack: async (stage: Stage) => {
      const peer = await HostilePeer.connect(stage);
      peer.handshake();
      peer.send(encodeMessage('request_peers', ''));
    },
  },
];
