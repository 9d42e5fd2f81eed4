import { afterEach, describe, expect, test } from '@jest/globals';
import { Delivery, encodeMessage, NodeType, out, ProtocolError } from '@salvia/protocol';
import { RawPeer } from './kit/raw-peer.ts';
import { createPark, newTip, type TestServer, until } from './kit/servers.ts';

const { FULL_NODE, FARMER, TIMELORD, WALLET } = NodeType;
const park = createPark();
afterEach(() => park.stopAll());

const requestBlock = (height: number) => {
  const { headerHash } = newTip(height);
  return out('request_block', FULL_NODE, Delivery.RESPOND, { height, headerHash });
};

/** A peer that must not notice anything. */
async function bystander(node: TestServer): Promise<{ unaffected(): Promise<void> }> {
  const peer = await RawPeer.greet(node);
  return {
    async unaffected() {
      const before = node.received.length;
      peer.say('new_tip', newTip(7));
      await until(() => node.received.length > before);
      expect(node.received.at(-1)).toMatchObject({ name: 'new_tip', body: { height: 7 } });
    },
  };
}

describe('bad input closes that one peer', () => {
  const frame = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
  const bad = [
    ['no CBOR', frame('ff'), 'MALFORMED_FRAME'],
    ['nothing', frame(''), 'MALFORMED_FRAME'],
    ['no map', frame('820102'), 'MALFORMED_FRAME'],
    ['a map without f', frame('a16164a0'), 'MALFORMED_FRAME'],
    ['trailing bytes', new Uint8Array([...encodeMessage('new_tip', newTip(1)), 0]), 'MALFORMED_FRAME'],
    ['an unknown function', frame('a26166636e6f706164a0'), 'INVALID_PROTOCOL_MESSAGE'],
    ['an empty function', frame('a26166606164a0'), 'INVALID_PROTOCOL_MESSAGE'],
    ['a second handshake', encodeMessage('handshake_ack', {}), 'FUNCTION_NOT_ALLOWED'],
    [
      'a function of another role',
      encodeMessage('new_challenge', { challengeHash: new Uint8Array(32) }),
      'FUNCTION_NOT_ALLOWED',
    ],
    ['a payload that does not fit', frame('a26166676e65775f7469706164a16668656967687405'), 'INVALID_BODY'],
  ] as const;
  test.each(bad)('%s', async (_, bytes, code) => {
    const node = await park.start(FULL_NODE);
    const other = await bystander(node);
    const peer = await RawPeer.greet(node);
    peer.send(bytes);
    await peer.closed;
    expect(node.errors).toEqual([code]);
    expect(node.received).toEqual([]);
    await other.unaffected();
  });

  test('a frame above the cap of its function', async () => {
    const node = await park.start(FULL_NODE);
    const other = await bystander(node);
    const peer = await RawPeer.greet(node);
    // A tip with an unknown key that holds 100 KB: too large before anything about it is decoded.
    const blob = new Uint8Array([...frame('a26166676e65775f7469706164a161785a000186a0'), ...new Uint8Array(100_000)]);
    peer.send(blob);
    await peer.closed;
    expect(node.errors).toEqual(['FRAME_TOO_LARGE']);
    await other.unaffected();
  });

  test('a frame above the cap of all functions', async () => {
    const node = await park.start(TIMELORD); // nothing above 64 KiB is ever sent to one
    const peer = await RawPeer.greet(node);
    peer.send(new Uint8Array(70_000));
    await peer.closed;
    expect(node.errors).toEqual(['FRAME_TOO_LARGE']);
  });

  test('a text frame', async () => {
    const node = await park.start(FULL_NODE);
    const peer = await RawPeer.greet(node);
    peer.ws.send('{"f":"ping"}');
    await peer.closed;
    expect(node.errors).toEqual(['MALFORMED_FRAME']);
  });

  test('a breach of WebSocket framing', async () => {
    const node = await park.start(FULL_NODE);
    const peer = await RawPeer.greet(node);
    const { _socket: socket } = peer.ws as unknown as { _socket: { write(bytes: Uint8Array): void } };
    socket.write(new Uint8Array([0x72, 0x01, 0x00])); // reserved bits, no mask
    await peer.closed;
    expect(node.errors).toEqual(['MALFORMED_FRAME']);
  });

  test('what was sent after it is not handled', async () => {
    const node = await park.start(FULL_NODE);
    const peer = await RawPeer.greet(node);
    peer.send(new Uint8Array([0xff]));
    peer.say('new_tip', newTip(1));
    await peer.closed;
    expect(node.received).toEqual([]);
  });
});

describe('the price', () => {
  test('a ban keeps that node out, and nobody else of this machine', async () => {
    const node = await park.start(FULL_NODE);
    const nodeId = new Uint8Array(32).fill(9);
    const peer = await RawPeer.greet(node, FULL_NODE, nodeId);
    peer.send(new Uint8Array([0xff]));
    await peer.closed;
    const again = await RawPeer.connect(node);
    again.handshake({ nodeId });
    await again.closed;
    expect(node.errors).toEqual(['MALFORMED_FRAME', 'PEER_BANNED']);
    await (await bystander(node)).unaffected();
  });

  test('a farmer is only disconnected', async () => {
    const node = await park.start(FULL_NODE);
    const nodeId = new Uint8Array(32).fill(9);
    const farmer = await RawPeer.greet(node, FARMER, nodeId);
    farmer.say('new_tip', newTip(1));
    await farmer.closed;
    expect(node.errors).toEqual(['FUNCTION_NOT_ALLOWED']);
    await RawPeer.greet(node, FARMER, nodeId);
    await until(() => node.connections().length === 1);
  });

  const thrown = [
    ['an error that is nobody’s', new ProtocolError('EXTENDS_UNKNOWN_BLOCK'), 'EXTENDS_UNKNOWN_BLOCK', true],
    ['a failure of ours', new TypeError('bug'), 'HANDLER_FAILED', true],
    ['an invalid block', new ProtocolError('INVALID_POT'), 'INVALID_POT', false],
  ] as const;
  test.each(thrown)('%s, thrown by a handler', async (_, error, code, stays) => {
    const node = await park.start(FULL_NODE, {
      handlers: {
        // biome-ignore lint/correctness/useYield: it throws
        async *new_tip() {
          throw error;
        },
      },
    });
    const peer = await RawPeer.greet(node);
    peer.say('new_tip', newTip(1));
    await until(() => node.errors.length === 1);
    expect(node.errors).toEqual([code]);
    if (!stays) await peer.closed;
    expect(node.connections()).toHaveLength(stays ? 1 : 0);
  });
});

describe('handlers', () => {
  test('start in order, run side by side up to the bound, and the peer is read on as they end', async () => {
    const open: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const node = await park.start(FULL_NODE, {
      limits: { handlersPerPeer: 3 },
      handlers: {
        async *new_tip({ height }) {
          running += 1;
          most = Math.max(most, running);
          await new Promise<void>((resolve) => open.push(resolve));
          running -= 1;
          yield requestBlock(height);
        },
      },
    });
    const peer = await RawPeer.greet(node);
    const count = 2000;
    for (let height = 0; height < count; height++) peer.say('new_tip', newTip(height));
    await until(() => running === 3);
    for (let done = 0; done < count; done++) {
      await until(() => open.length > 0);
      open.shift()?.();
    }
    await until(() => peer.messages(FULL_NODE, FULL_NODE).length === count);
    expect(most).toBe(3);
    expect(node.received.map(({ body }) => (body as { height: number }).height)).toEqual([...Array(count).keys()]);
  });

  test('the bound of all peers together', async () => {
    const open: (() => void)[] = [];
    const node = await park.start(FULL_NODE, {
      limits: { handlers: 2 },
      handlers: {
        // biome-ignore lint/correctness/useYield: answers nothing
        async *new_tip() {
          await new Promise<void>((resolve) => open.push(resolve));
        },
      },
    });
    for (let i = 0; i < 4; i++) (await RawPeer.greet(node)).say('new_tip', newTip(i));
    await until(() => open.length === 2);
    expect(node.received).toHaveLength(2);
    open.shift()?.();
    await until(() => open.length === 2);
    expect(node.received).toHaveLength(3);
    for (const end of open) end();
    await until(() => node.received.length === 4);
    open.at(-1)?.();
  });

  test('a slow handler of one peer does not hold up another', async () => {
    let end = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      end = resolve;
    });
    const node = await park.start(FULL_NODE, {
      limits: { handlersPerPeer: 1 },
      handlers: {
        async *new_tip({ height }) {
          if (height === 0) await slow;
          yield requestBlock(height);
        },
      },
    });
    (await RawPeer.greet(node)).say('new_tip', newTip(0));
    const quick = await RawPeer.greet(node);
    quick.say('new_tip', newTip(1));
    await until(() => quick.messages(FULL_NODE, FULL_NODE).length === 1);
    end();
  });

  test('a message to a wallet node is decoded with the roles of both', async () => {
    const wallet = await park.start(WALLET);
    const node = await RawPeer.greet(wallet, FULL_NODE);
    node.say('new_lca', { lcaHash: new Uint8Array(32), height: 3, weight: 4n });
    await until(() => wallet.received.length === 1);
    expect(wallet.received[0]).toMatchObject({ name: 'new_lca', body: { height: 3, weight: 4n } });
  });
});
