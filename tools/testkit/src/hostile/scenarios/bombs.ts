import { deflateRawSync } from 'node:zlib';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { HostilePeer } from '../peer.ts';
import type { Scenario } from '../scenario.ts';
import { webSocketFrame } from '../web-socket-frame.ts';

const MIB = 1024 * 1024;

/** 64 MiB of zeros in 64 KiB. */
const bomb = (): Uint8Array => deflateRawSync(new Uint8Array(64 * MIB));

/** Little that would become much. */
export const bombs: readonly Scenario[] = [
  {
    name: 'offers compression, gets none, and sends a decompression bomb all the same',
    outcome: { banned: 'MALFORMED_FRAME' },
    attack: async (stage) => {
      const peer = await HostilePeer.greet(stage, { compression: true });
      if (peer.extensions !== '') throw new Error(`the victim agreed to ${peer.extensions}`);
      await peer.write(webSocketFrame(bomb(), { compressed: true }));
    },
  },
  {
    name: 'sends a decompression bomb in place of a handshake',
    outcome: { banned: 'MALFORMED_FRAME' },
    attack: async (stage) =>
      (await HostilePeer.connect(stage, { compression: true })).write(
        webSocketFrame(bomb().subarray(0, 1024), { compressed: true }),
      ),
  },
  {
    name: 'claims a list of four thousand million items',
    outcome: { banned: 'MALFORMED_FRAME' },
    attack: async (stage) => (await HostilePeer.greet(stage)).send(hexToBytes('a261666470696e6761649affffffff00')),
  },
  {
    name: 'claims an integer of a thousand million bytes',
    outcome: { banned: 'MALFORMED_FRAME' },
    attack: async (stage) => (await HostilePeer.greet(stage)).send(hexToBytes('a261666470696e676164c25a3b9aca0001')),
  },
  {
    name: 'sends a list of a million empty maps as a filter',
    outcome: { banned: 'MALFORMED_FRAME' },
    attack: async (stage) => {
      const head = hexToBytes(
        'a26166781c726571756573745f6d656d706f6f6c5f7472616e73616374696f6e736164a16666696c7465729a000f0000',
      );
      (await HostilePeer.greet(stage)).send(concatBytes(head, new Uint8Array(0xf0000).fill(0xa0)));
    },
  },
];
