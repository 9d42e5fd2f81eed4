import { afterEach, describe, expect, test } from '@jest/globals';
import { NodeType, type Peer, ProtocolError } from '@salvia/protocol';
import { type ConnectionInfo, createBanList } from '../src/index.ts';
import { RawPeer } from './kit/raw-peer.ts';
import { at, bytes32, createPark, newTip, type TestServer, until } from './kit/servers.ts';

const { FULL_NODE, TIMELORD } = NodeType;
const park = createPark();
afterEach(() => park.stopAll());

const invalid = new ProtocolError('INVALID_POT', {});

/** The one peer of a server, as its handlers know it. */
async function firstPeer(node: TestServer, raw: RawPeer): Promise<Peer> {
  raw.say('new_tip', newTip(1));
  await until(() => node.received.length > 0);
  return node.received[0]?.peer as Peer;
}

describe('blame', () => {
  test('closes the connection and bans for what the error costs', async () => {
    const bans = createBanList(() => 0);
    const node = await park.start(FULL_NODE, { bans });
    const raw = await RawPeer.greet(node, FULL_NODE, bytes32(1), '127.0.0.9');
    node.blame(await firstPeer(node, raw), invalid);
    await raw.closed;
    expect(bans.list()).toEqual([{ key: 'host 127.0.0.9', until: 86_400_000, reason: 'INVALID_POT' }]);
    expect(node.errors).toEqual(['INVALID_POT']);
  });

  test('reaches a peer that is gone, and what else it has come in by', async () => {
    const node = await park.start(FULL_NODE);
    const raw = await RawPeer.greet(node, FULL_NODE, bytes32(1), '127.0.0.9');
    const culprit = await firstPeer(node, raw);
    raw.ws.close();
    await until(() => node.connections().length === 0);
    const again = await RawPeer.greet(node, FULL_NODE, bytes32(2), '127.0.0.9');
    const other = await RawPeer.greet(node, FULL_NODE, bytes32(3), '127.0.0.10');
    await until(() => node.connections().length === 2);
    node.blame(culprit, invalid);
    await again.closed;
    expect(node.connections()).toMatchObject([{ nodeId: bytes32(3) }]);
    other.ws.close();
  });

  test('costs nothing where nobody is to blame', async () => {
    const node = await park.start(FULL_NODE);
    const raw = await RawPeer.greet(node, FULL_NODE, bytes32(1), '127.0.0.9');
    node.blame(await firstPeer(node, raw), new ProtocolError('DOES_NOT_EXTEND', {}));
    // A line that was closed would carry nothing any more.
    const heard = node.received.length;
    raw.say('new_tip', newTip(2));
    await until(() => node.received.length > heard);
    expect(node.connections()).toHaveLength(1);
    raw.ws.close();
  });

  test('bans no peer of the configuration', async () => {
    const bans = createBanList(() => 0);
    const node = await park.start(FULL_NODE, { bans });
    const timelord = await park.start(TIMELORD, { bans });
    timelord.keepConnected([{ ...at(node), nodeType: FULL_NODE }]);
    await until(() => timelord.connections().length === 1);
    const [{ nodeId, host, port }] = timelord.connections() as readonly [ConnectionInfo];
    let known: Peer | null = null;
    timelord.watch({ onConnected: (peer) => (known = peer) });
    timelord.close(nodeId);
    await until(() => known !== null);
    expect(known).toMatchObject({ host, port });
    timelord.blame(known as unknown as Peer, invalid);
    expect(bans.list()).toEqual([]);
  });
});
