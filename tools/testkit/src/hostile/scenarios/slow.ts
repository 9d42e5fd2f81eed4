import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { newIdentity } from '@salvia/network';
import { lineEnded, openLine, openSecureLine } from '../line.ts';
import { HostilePeer } from '../peer.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { webSocketFrame } from '../web-socket-frame.ts';

/** A line says one byte in so many milliseconds: never silent, never done. */
const BYTE_MS = 500;

/** Says bytes one by one, again and again, until the other side has had enough. */
async function trickle(line: Socket, bytes: Uint8Array): Promise<void> {
  for (let at = 0; !line.destroyed; at = (at + 1) % bytes.length) {
    line.write(bytes.subarray(at, at + 1));
    await Promise.race([pause(BYTE_MS), lineEnded(line)]);
  }
}

/** The head of a TLS record that carries a first greeting of 16 KiB. */
const greeting = Uint8Array.of(0x16, 3, 1, 0x40, 0, 1, 0, 0x3f, 0xfc, 3, 3);
const request = utf8ToBytes('GET / HTTP/1.1\r\nx-slow: ');
const slowHandshake = webSocketFrame(new Uint8Array(64), { claims: 2000 });

/** How far a line gets before it becomes slow. */
const stages: readonly ((stage: Stage) => Promise<void>)[] = [
  async (stage) => lineEnded(await openLine(stage)),
  async (stage) => trickle(await openLine(stage), greeting),
  async (stage) => trickle(await openSecureLine(stage, await newIdentity('peer')), request),
  async (stage) => (await HostilePeer.connect(stage)).closed,
  async (stage) => {
    const peer = await HostilePeer.connect(stage);
    for (let at = 0; peer.isOpen; at = (at + 1) % slowHandshake.length) {
      await peer.write(slowHandshake.subarray(at, at + 1));
      await Promise.race([pause(BYTE_MS), peer.closed]);
    }
  },
  async (stage) => {
    const peer = await HostilePeer.connect(stage);
    peer.handshake();
    await peer.closed;
  },
];

/** Lines at once in each stage: together more than an address gets half-open places. */
const LINES = 12;

/** Peers that take all the time in the world. */
export const slow: readonly Scenario[] = [
  {
    name: 'stalls 72 handshakes at once, in TCP, TLS, the upgrade and the protocol',
    outcome: { banned: 'HANDSHAKE_TIMEOUT' },
    attack: async (stage) => {
      const lines = stages.flatMap((stall) => Array.from({ length: LINES }, () => stall(stage)));
      await Promise.all(lines);
    },
  },
];
