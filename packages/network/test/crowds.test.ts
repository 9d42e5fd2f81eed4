import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { NodeType } from '@salvia/protocol';
import { WebSocket } from 'ws';
import { createBanList } from '../src/index.ts';
import { systemTimers } from '../src/timers.ts';
import { RawPeer } from './kit/raw-peer.ts';
import { bytes32, createPark, newTip, type TestServer, until } from './kit/servers.ts';

const { FULL_NODE } = NodeType;
const park = createPark();
/** Nothing is forgotten while a busy machine takes its time. */
const timers = { ...systemTimers, now: () => 0 };
const lines: Socket[] = [];
afterEach(async () => {
  for (const line of lines.splice(0)) line.destroy();
  await Promise.all([park.stopAll(), RawPeer.terminateAll()]);
});

/** Opens a line and says nothing. */
function silentLine({ port }: TestServer, localAddress: string): Socket {
  const line = connect({ host: '127.0.0.1', port, localAddress });
  line.resume().on('error', () => undefined);
  lines.push(line);
  return line;
}

const closed = (line: Socket): Promise<void> => new Promise((resolve) => line.once('close', () => resolve()));

async function isServed(node: TestServer, from = '127.0.0.20'): Promise<void> {
  const before = node.received.length;
  (await RawPeer.greet(node, FULL_NODE, bytes32(99), from)).say('new_tip', newTip(7));
  await until(() => node.received.length > before);
}

describe('a thousand lines from one address', () => {
  test('take a bounded number of places, and get it banned', async () => {
    const bans = createBanList(() => 0);
    const node = await park.start(FULL_NODE, { bans, timers });
    for (let i = 0; i < 1000; i++) silentLine(node, '127.0.0.30');
    await until(() => bans.list().length > 0);
    expect(bans.list()).toEqual([{ key: 'host 127.0.0.30', until: 600_000, reason: 'ADDRESS_LIMIT_REACHED' }]);
    await isServed(node);
  });

  test('get no more connections than one address may have; those of others are left', async () => {
    const node = await park.start(FULL_NODE, { limits: { perAddress: 3 } });
    for (let i = 0; i < 3; i++) await RawPeer.greet(node, FULL_NODE, bytes32(i), '127.0.0.31');
    const fourth = await RawPeer.connect(node, null, '127.0.0.31');
    await fourth.closed;
    expect([fourth.frames, node.errors]).toEqual([[], ['ADDRESS_LIMIT_REACHED']]);
    await isServed(node);
    expect(node.connections()).toHaveLength(4);
  });

  test('are taken from the loopback address that all share', async () => {
    const node = await park.start(FULL_NODE, { limits: { perAddress: 3 } });
    for (let i = 0; i < 9; i++) await RawPeer.greet(node, FULL_NODE, bytes32(i));
    await until(() => node.connections().length === 9);
    expect(node.errors).toEqual([]);
  });
});

describe('handshakes that never come', () => {
  test('get their address banned when they go on and on', async () => {
    const bans = createBanList(() => 0);
    const node = await park.start(FULL_NODE, { bans, timers, limits: { handshakeTimeoutMs: 30 } });
    while (bans.list().length === 0) {
      const round = Array.from({ length: 10 }, () => silentLine(node, '127.0.0.32'));
      await Promise.all(round.map(closed));
    }
    expect(bans.list()).toMatchObject([{ key: 'host 127.0.0.32', reason: 'HANDSHAKE_TIMEOUT' }]);
    expect(node.errors.filter((code) => code !== 'PEER_BANNED').length).toBeLessThanOrEqual(40);
  });

  test('a byte at a time does not help', async () => {
    const node = await park.start(FULL_NODE, { limits: { handshakeTimeoutMs: 60 } });
    const line = silentLine(node, '127.0.0.33');
    line.write('GET / HTTP/1.1\r\nHost: ');
    const dripping = setInterval(() => line.write('a'), 5);
    await closed(line);
    clearInterval(dripping);
    expect(node.errors).toEqual(['HANDSHAKE_TIMEOUT']);
  });
});

test('what is no HTTP is refused, and banned when it goes on', async () => {
  const bans = createBanList(() => 0);
  const node = await park.start(FULL_NODE, { bans, timers });
  while (bans.list().length === 0) {
    const line = silentLine(node, '127.0.0.34');
    line.end('nonsense\r\n\r\n');
    await closed(line);
  }
  expect(new Set(node.errors)).toEqual(new Set(['INVALID_HANDSHAKE']));
  await isServed(node);
});

test('compression is not agreed to', async () => {
  const node = await park.start(FULL_NODE);
  const ws = new WebSocket(`ws://127.0.0.1:${node.port}/`, { perMessageDeflate: true });
  await once(ws, 'open');
  expect(ws.extensions).toBe('');
  ws.terminate();
});
