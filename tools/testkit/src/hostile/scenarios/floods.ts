import { randomBytes } from 'node:crypto';
import { concatBytes } from '@noble/hashes/utils.js';
import { encodeMessage } from '@salvia/protocol';
import { HostilePeer } from '../peer.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { webSocketFrame } from '../web-socket-frame.ts';

/** Frames that are written in one piece. */
const BATCH = 400;

/** Sends frames as fast as they are taken, until the connection ends or so many are sent. */
export async function pour(peer: HostilePeer, frames: number, frame: (index: number) => Uint8Array): Promise<void> {
  for (let sent = 0; sent < frames && peer.isOpen; sent += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, index) => webSocketFrame(frame(sent + index)));
    await peer.write(concatBytes(...batch));
  }
}

const flood =
  (frames: number, frame: (index: number) => Uint8Array) =>
  async (stage: Stage): Promise<void> =>
    pour(await HostilePeer.greet(stage), frames, frame);

const limited = { banned: 'RATE_LIMIT_EXCEEDED' } as const;
const hash = (): Uint8Array => new Uint8Array(randomBytes(32));

/** Requests and announcements without end. */
export const floods: readonly Scenario[] = [
  {
    name: 'asks for peers without end',
    outcome: limited,
    attack: flood(20_000, () => encodeMessage('request_peers', '')),
  },
  {
    name: 'asks for all transactions without end',
    outcome: limited,
    attack: flood(20_000, () => encodeMessage('request_mempool_transactions', { filter: Uint8Array.of(0) })),
  },
  {
    name: 'asks for all header hashes without end',
    outcome: limited,
    attack: flood(20_000, () => encodeMessage('request_all_header_hashes', { tipHeaderHash: hash() })),
  },
  {
    name: 'announces tips without end',
    outcome: limited,
    attack: flood(50_000, (index) =>
      encodeMessage('new_tip', { height: index, weight: 1n << 100n, headerHash: hash() }),
    ),
  },
  {
    name: 'announces transactions without end',
    outcome: limited,
    attack: flood(50_000, () =>
      encodeMessage('new_transaction', { transactionId: hash(), cost: 1000n, fees: 1_000_000_000n }),
    ),
  },
  {
    name: 'asks for blocks without end, and does not read the answers',
    outcome: limited,
    attack: async (stage) => {
      const peer = await HostilePeer.greet(stage);
      peer.stopReading();
      await pour(peer, 100_000, (height) => encodeMessage('request_block', { height: height % 8, headerHash: hash() }));
    },
  },
  {
    name: 'pings without end',
    outcome: limited,
    attack: flood(100_000, () => encodeMessage('ping', { nonce: hash() })),
  },
];
