import { describe, expect, test } from '@jest/globals';
import {
  type AnyMessage,
  close,
  Delivery,
  decodeMessage,
  encodeMessage,
  encodeOutbound,
  type Handlers,
  handle,
  NodeType,
  type OutboundMessage,
  out,
  type Peer,
} from '../src/index.ts';
import { expectCode, filled } from './support.ts';

const peer: Peer = { nodeId: filled(9), nodeType: NodeType.FULL_NODE, host: '127.0.0.1', port: 8444, outbound: true };

type TimelordHandlers = Handlers<typeof NodeType.TIMELORD>;

const seen: unknown[] = [];

const timelord: TimelordHandlers = {
  async *challenge_start({ challengeHash, weight }, from) {
    seen.push([challengeHash, weight, from.host]);
  },
  async *proof_of_space_info({ challengeHash, iterationsNeeded }) {
    yield out('proof_of_time_finished', NodeType.FULL_NODE, Delivery.RESPOND, {
      proof: {
        challengeHash,
        numberOfIterations: iterationsNeeded,
        output: { a: 2n, b: 1n },
        witnessType: 0,
        witness: filled(0, 0),
      },
    });
  },
};

async function collect(messages: AsyncIterable<OutboundMessage>): Promise<OutboundMessage[]> {
  const all: OutboundMessage[] = [];
  for await (const message of messages) all.push(message);
  return all;
}

const receive = (frame: Uint8Array): AnyMessage =>
  decodeMessage(frame, { to: NodeType.TIMELORD, from: NodeType.FULL_NODE });

describe('handlers', () => {
  test('get the body and the peer', async () => {
    const frame = encodeMessage('challenge_start', { challengeHash: filled(1), weight: 5n });
    expect(await collect(handle(timelord, receive(frame), peer))).toEqual([]);
    expect(seen).toEqual([[filled(1), 5n, '127.0.0.1']]);
  });

  test('yield messages', async () => {
    const frame = encodeMessage('proof_of_space_info', { challengeHash: filled(1), iterationsNeeded: 7n });
    expect(await collect(handle(timelord, receive(frame), peer))).toMatchObject([
      { name: 'proof_of_time_finished', to: NodeType.FULL_NODE, delivery: Delivery.RESPOND },
    ]);
  });

  test('are not asked for what they do not have, nor for what the server answers', () => {
    for (const name of ['new_tip', 'toString', 'ping'] as const) {
      expectCode(() => handle(timelord, { name, body: {} } as unknown as AnyMessage, peer), 'INVALID_PROTOCOL_MESSAGE');
    }
  });

  test('must be complete, must not be more, and must take what their message has', () => {
    // @ts-expect-error a handler is missing
    const incomplete: TimelordHandlers = { challenge_start: timelord.challenge_start };
    // @ts-expect-error a timelord does not take tips
    const tooMany: TimelordHandlers = { ...timelord, new_tip: timelord.challenge_start };
    const mistaken: TimelordHandlers = {
      ...timelord,
      // @ts-expect-error there is no such field
      async *challenge_start({ height }) {
        seen.push(height);
      },
    };
    // @ts-expect-error a farmer takes the answers of harvesters too
    const farmer: Handlers<typeof NodeType.FARMER> = {
      proof_of_space_finalized: async function* () {},
      proof_of_space_arrived: async function* () {},
      proof_of_time_rate: async function* () {},
      header_hash: async function* () {},
    };
    expect([incomplete, tooMany, mistaken, farmer].map((handlers) => Object.keys(handlers).length)).toEqual([
      1, 3, 2, 4,
    ]);
  });
});

describe('outbound messages', () => {
  const nonce = filled(1);

  test('are typed by their name', () => {
    const messages = [
      out('ping', NodeType.HARVESTER, Delivery.BROADCAST, { nonce }),
      out('ping', NodeType.FULL_NODE, Delivery.SPECIFIC, { nonce }, filled(2)),
      // @ts-expect-error farmers do not take tips
      out('new_tip', NodeType.FARMER, Delivery.BROADCAST, { height: 1, weight: 1n, headerHash: nonce }),
      // @ts-expect-error a ping has a nonce
      out('ping', NodeType.FARMER, Delivery.BROADCAST, {}),
    ];
    expect(messages.map((message) => [message.name, message.to, message.delivery, message.nodeId])).toEqual([
      ['ping', 2, 2, undefined],
      ['ping', 1, 6, filled(2)],
      ['new_tip', 3, 2, undefined],
      ['ping', 3, 2, undefined],
    ]);
  });

  test('become frames', () => {
    const message = out('ping', NodeType.FARMER, Delivery.BROADCAST, { nonce });
    expect(encodeOutbound(message)).toEqual(encodeMessage('ping', { nonce }));
  });

  test('that close a connection send nothing', () => {
    expect(close(NodeType.FULL_NODE)).toEqual({ name: null, body: null, to: 1, delivery: Delivery.CLOSE });
    expect(close(NodeType.FULL_NODE, nonce)).toHaveProperty('nodeId', nonce);
    expect(encodeOutbound(close(NodeType.FULL_NODE))).toBeNull();
    expect(encodeOutbound(out('ping', NodeType.FARMER, Delivery.CLOSE, { nonce }))).toBeNull();
  });
});
