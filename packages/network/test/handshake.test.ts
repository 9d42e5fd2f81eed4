import { afterEach, describe, expect, test } from '@jest/globals';
import { decodeMessage, encodeMessage, NodeType, PROTOCOL_VERSION } from '@salvia/protocol';
import { RawPeer } from './kit/raw-peer.ts';
import { at, bytes32, createPark, NETWORK_ID, newTip, until } from './kit/servers.ts';

const { FULL_NODE, FARMER, HARVESTER, TIMELORD, INTRODUCER, WALLET } = NodeType;
const park = createPark();
afterEach(() => park.stopAll());

describe('success', () => {
  test('each side knows the other', async () => {
    const node = await park.start(FULL_NODE);
    const timelord = await park.start(TIMELORD);
    const peer = await timelord.dial({ ...at(node), nodeType: FULL_NODE });
    expect(peer).toEqual({ nodeId: node.nodeId, nodeType: FULL_NODE, ...at(node), outbound: true });
    await until(() => node.connections().length === 1);
    expect(node.connections()[0]).toMatchObject({
      nodeId: timelord.nodeId,
      type: 'TIMELORD',
      ...at(timelord),
      outbound: false,
    });
    expect([node.errors, timelord.errors]).toEqual([[], []]);
  });

  test('both send their handshake at once, and acknowledge only what they accept', async () => {
    const node = await park.start(FULL_NODE, { advertisedPort: 4321 });
    const peer = await RawPeer.connect(node);
    const greeting = decodeMessage(await peer.frame(0), { to: FULL_NODE, from: null });
    expect(greeting.body).toEqual({
      networkId: NETWORK_ID,
      version: PROTOCOL_VERSION,
      nodeId: node.nodeId,
      serverPort: 4321,
      nodeType: FULL_NODE,
    });
    peer.handshake();
    expect(await peer.frame(1)).toEqual(encodeMessage('handshake_ack', {}));
  });

  test('what follows the acknowledgement in the same packet is heard', async () => {
    const node = await park.start(FULL_NODE);
    const peer = await RawPeer.connect(node);
    peer.handshake();
    await peer.frame(1);
    peer.say('handshake_ack', {});
    for (let height = 0; height < 500; height++) peer.say('new_tip', newTip(height));
    await until(() => node.received.length === 500);
    expect(node.received.map(({ body }) => (body as { height: number }).height)).toEqual([...Array(500).keys()]);
  });

  test('a feeler is gone after it', async () => {
    const node = await park.start(FULL_NODE);
    const other = await park.start(FULL_NODE);
    await other.dial({ ...at(node), nodeType: FULL_NODE, feeler: true });
    expect(other.connections()).toEqual([]);
    await until(() => node.connections().length === 0);
  });
});

describe('refusal, before the peer is registered', () => {
  const wrong = [
    ['another network', { networkId: 'elsewhere' }, 'INCOMPATIBLE_NETWORK_ID'],
    ['another version', { version: '0.0.19' }, 'INCOMPATIBLE_PROTOCOL_VERSION'],
    ['a role without business here', { nodeType: HARVESTER }, 'NODE_TYPE_NOT_ACCEPTED'],
  ] as const;
  test.each(wrong)('%s', async (_, fields, code) => {
    const node = await park.start(FULL_NODE);
    const peer = await RawPeer.connect(node);
    peer.handshake(fields);
    await peer.closed;
    expect(node.errors).toEqual([code]);
    expect(peer.frames).toHaveLength(1); // our handshake; no acknowledgement
  });

  test('itself', async () => {
    const node = await park.start(FULL_NODE);
    await expect(node.dial({ ...at(node), nodeType: FULL_NODE })).rejects.toMatchObject({ code: 'SELF_CONNECTION' });
  });

  test('a second connection of the same node; the first one stays', async () => {
    const node = await park.start(FULL_NODE);
    const first = await RawPeer.greet(node, FULL_NODE, bytes32(5));
    const second = await RawPeer.connect(node);
    second.handshake({ nodeId: bytes32(5) });
    await second.closed;
    expect(node.errors).toEqual(['DUPLICATE_CONNECTION']);
    first.say('new_tip', newTip(1));
    await until(() => node.received.length === 1);
  });

  test('one more than fits, of that type only; outbound connections always fit', async () => {
    const inbound = { [FULL_NODE]: 1, [WALLET]: 1, [HARVESTER]: 0, [FARMER]: 0, [TIMELORD]: 0, [INTRODUCER]: 0 };
    const node = await park.start(FULL_NODE, { limits: { inbound } });
    await RawPeer.greet(node, FULL_NODE);
    const more = await RawPeer.connect(node);
    more.handshake();
    await more.closed;
    expect(node.errors).toEqual(['MAX_INBOUND_CONNECTIONS_REACHED']);
    await RawPeer.greet(node, WALLET);
    await node.dial({ ...at(await park.start(FULL_NODE)), nodeType: FULL_NODE });
    expect(node.connections()).toHaveLength(3);
  });

  test('a role other than the one that was dialled', async () => {
    const introducer = await park.start(INTRODUCER);
    const node = await park.start(FULL_NODE);
    const dialled = node.dial({ ...at(introducer), nodeType: FULL_NODE });
    await expect(dialled).rejects.toMatchObject({ code: 'NODE_TYPE_NOT_ACCEPTED' });
  });

  const garbage = [
    ['bytes that are no CBOR', new Uint8Array([0xff, 0x00]), 'INVALID_HANDSHAKE'],
    ['another message', encodeMessage('new_tip', newTip(1)), 'INVALID_HANDSHAKE'],
    ['more than a handshake can be', new Uint8Array(5000), 'FRAME_TOO_LARGE'],
    ['far more than a handshake can be', new Uint8Array(2_000_000), 'FRAME_TOO_LARGE'],
  ] as const;
  test.each(garbage)('%s', async (_, frame, code) => {
    const node = await park.start(FULL_NODE);
    const peer = await RawPeer.connect(node);
    peer.send(frame);
    await peer.closed;
    expect(node.errors).toEqual([code]);
  });

  test('something else than an acknowledgement', async () => {
    const node = await park.start(FULL_NODE);
    const peer = await RawPeer.connect(node);
    peer.handshake();
    await peer.frame(1);
    peer.say('new_tip', newTip(1));
    await peer.closed;
    expect(node.errors).toEqual(['INVALID_ACK']);
    expect(node.connections()).toEqual([]);
    expect(node.received).toEqual([]);
  });
});

describe('time and numbers', () => {
  test('whoever says nothing is dropped', async () => {
    const node = await park.start(FULL_NODE, { limits: { handshakeTimeoutMs: 30 } });
    const silent = await RawPeer.connect(node);
    await silent.closed;
    expect(node.errors).toEqual(['HANDSHAKE_TIMEOUT']);
  });

  test('half-open sockets have a limit of their own', async () => {
    const node = await park.start(FULL_NODE, { limits: { halfOpen: 2 } });
    const silent = [await RawPeer.connect(node), await RawPeer.connect(node)];
    const third = await RawPeer.connect(node);
    await third.closed;
    expect(node.errors).toEqual(['ADDRESS_LIMIT_REACHED']);
    silent[0]?.ws.close();
    await silent[0]?.closed;
    await RawPeer.greet(node);
  });

  test('an address that is dialled already is not dialled twice', async () => {
    const node = await park.start(FULL_NODE);
    const other = await park.start(FULL_NODE);
    const first = other.dial({ ...at(node), nodeType: FULL_NODE });
    const second = other.dial({ ...at(node), nodeType: FULL_NODE });
    await expect(second).rejects.toMatchObject({ code: 'ALREADY_DIALLING' });
    await first;
  });

  test('nobody answers', async () => {
    const node = await park.start(FULL_NODE);
    const gone = await park.start(FULL_NODE);
    const address = at(gone);
    await gone.stop();
    await expect(node.dial({ ...address, nodeType: FULL_NODE })).rejects.toMatchObject({ code: 'CONNECT_FAILED' });
  });
});
