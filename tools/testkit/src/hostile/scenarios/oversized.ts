import { concatBytes } from '@noble/hashes/utils.js';
import { encodeCbor, encodeMessage, MAX_FRAME_BYTES } from '@salvia/protocol';
import { HostilePeer } from '../peer.ts';
import type { Scenario } from '../scenario.ts';
import { webSocketFrame } from '../web-socket-frame.ts';

const MIB = 1024 * 1024;

/** A whole message of a function, with a byte string where its body should be. */
const largeCall = (name: string, bytes: number): Uint8Array =>
  encodeCbor(
    new Map<string, unknown>([
      ['f', name],
      ['d', new Uint8Array(bytes)],
    ]) as never,
  );

/** Frames that are larger than they may be. */
export const oversized: readonly Scenario[] = [
  {
    name: 'claims to send a frame of a gigabyte',
    outcome: { banned: 'FRAME_TOO_LARGE' },
    attack: async (stage) =>
      (await HostilePeer.greet(stage)).write(webSocketFrame(new Uint8Array(16), { claims: 1024 * MIB })),
  },
  {
    name: 'claims to send a frame of 2^62 bytes',
    outcome: { banned: 'FRAME_TOO_LARGE' },
    attack: async (stage) =>
      (await HostilePeer.greet(stage)).write(webSocketFrame(new Uint8Array(16), { claims: 2 ** 62 })),
  },
  {
    name: 'sends the largest frame that anybody may, though not for this function',
    outcome: { banned: 'FRAME_TOO_LARGE' },
    attack: async (stage) => (await HostilePeer.greet(stage)).send(largeCall('new_tip', 8 * MIB)),
  },
  {
    name: 'sends a message in fragments without an end',
    outcome: { banned: 'FRAME_TOO_LARGE' },
    attack: async (stage) => {
      const peer = await HostilePeer.greet(stage);
      const fragment = new Uint8Array(MIB);
      await peer.write(webSocketFrame(fragment, { fin: false }));
      for (let sent = MIB; sent < 2 * MAX_FRAME_BYTES && peer.isOpen; sent += MIB)
        await peer.write(webSocketFrame(fragment, { opcode: 0, fin: false }));
    },
  },
  {
    name: 'sends a handshake of a megabyte',
    outcome: { banned: 'FRAME_TOO_LARGE' },
    attack: async (stage) => (await HostilePeer.connect(stage)).send(largeCall('handshake', MIB)),
  },
  {
    name: 'says more than a handshake before it shakes hands',
    outcome: { banned: 'FRAME_TOO_LARGE' },
    attack: async (stage) => {
      const ping = encodeMessage('ping', { nonce: new Uint8Array(32) });
      const flood = concatBytes(...Array.from({ length: 1000 }, () => webSocketFrame(ping)));
      await (await HostilePeer.connect(stage)).write(flood);
    },
  },
];
