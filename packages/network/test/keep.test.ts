import { randomBytes } from 'node:crypto';
import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { NodeType } from '@salvia/protocol';
import fc from 'fast-check';
import { backOff } from '../src/server/back-off.ts';
import { clockNonce, timeOf } from '../src/server/clock-nonce.ts';
import type { ServerContext } from '../src/server/context.ts';
import { keepConnected } from '../src/server/keep-connected.ts';
import { systemTimers } from '../src/timers.ts';
import { RawPeer } from './kit/raw-peer.ts';
import { at, bytes32, createPark, NETWORK_ID, newTip, until } from './kit/servers.ts';

const { FULL_NODE, TIMELORD, INTRODUCER } = NodeType;
const park = createPark();
const bytes = (count: number): Uint8Array => new Uint8Array(randomBytes(count));
afterEach(() => park.stopAll());

describe('staying connected', () => {
  const limits = { reconnectMinMs: 5, reconnectMaxMs: 40 };

  test('with a peer that comes later, goes and comes again', async () => {
    const node = await park.start(FULL_NODE);
    const address = at(node);
    await node.stop();
    const timelord = await park.start(TIMELORD, { limits });
    timelord.keepConnected([{ ...address, nodeType: FULL_NODE }]);
    await until(() => timelord.errors.length > 1);
    expect(new Set(timelord.errors)).toEqual(new Set(['CONNECT_FAILED']));
    for (let round = 0; round < 2; round++) {
      const again = await park.start(FULL_NODE, { port: address.port });
      await until(() => timelord.connections().length === 1 && again.connections().length === 1);
      await again.stop();
      await until(() => timelord.connections().length === 0);
    }
  });

  test('however often it goes, nothing of it stays behind', async () => {
    const ending = new AbortController();
    const live: object[] = [];
    const listeners: number[] = [];
    const peer = { host: '10.0.0.1', port: 8444, nodeType: FULL_NODE };
    const timers = { ...systemTimers, pause: async () => undefined };
    const context = { connections: { snapshot: () => live }, timers, limits, random: () => 0 };
    const dial = async (): Promise<void> => {
      listeners.push(getEventListeners(ending.signal, 'abort').length);
      if (listeners.length === 20) return ending.abort();
      const ended = new Promise<void>((resolve) => {
        setImmediate(() => {
          live.length = 0;
          resolve();
        });
      });
      live.push({ dialled: peer, peer, link: { openedAt: 0, ended } });
    };
    await keepConnected(peer, dial, context as unknown as ServerContext, ending.signal);
    expect(listeners).toEqual(new Array(20).fill(0));
  });

  test('one that is connected is not dialled again', async () => {
    const node = await park.start(FULL_NODE);
    const timelord = await park.start(TIMELORD, { limits });
    await timelord.dial({ ...at(node), nodeType: FULL_NODE });
    timelord.keepConnected([{ ...at(node), nodeType: FULL_NODE }]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([...timelord.errors, ...node.errors]).toEqual([]);
    expect(node.connections()).toHaveLength(1);
  });

  test('a configured peer is never banned for its errors', async () => {
    const wrong = await park.start(FULL_NODE);
    const timelord = await park.start(TIMELORD, { limits });
    timelord.keepConnected([{ ...at(wrong), nodeType: FULL_NODE }]);
    await until(() => wrong.connections().length === 1);
    // A payload that does not fit: anybody else would be banned.
    await wrong.push([
      { name: 'challenge_start', to: TIMELORD, delivery: 2, body: { challengeHash: bytes32(1), weight: 2n ** 100n } },
    ]);
    wrong.close(timelord.nodeId);
    await until(() => wrong.connections().length === 0);
    await until(() => wrong.connections().length === 1);
  });

  test('stops with the server', async () => {
    const timelord = await park.start(TIMELORD, { limits });
    timelord.keepConnected([{ host: '127.0.0.1', port: 1, nodeType: FULL_NODE }]);
    await until(() => timelord.errors.length > 0);
    await timelord.stop();
    const { length } = timelord.errors;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(timelord.errors).toHaveLength(length);
  });
});

test('pauses grow to the longest, and differ', () => {
  const limits = { reconnectMinMs: 100, reconnectMaxMs: 5000 };
  expect([0, 1, 2, 10, 1000].map((failures) => backOff(failures, limits, () => 1))).toEqual([
    100, 200, 400, 5000, 5000,
  ]);
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const longest = backOff(failures, limits, () => 1);
      const pause = backOff(failures, limits, () => random);
      expect(pause).toBeGreaterThanOrEqual(longest / 2);
      expect(pause).toBeLessThanOrEqual(longest);
    }),
  );
});

describe('keepalive', () => {
  test('a peer is pinged at once and then at intervals; its round-trip time is known', async () => {
    let now = 1000;
    const node = await park.start(FULL_NODE, {
      limits: { pingIntervalMs: 20 },
      timers: { ...systemTimers, now: () => now },
    });
    const peer = await RawPeer.greet(node);
    const nonces = () =>
      peer.frames.flatMap((frame) => (Buffer.from(frame).includes('ping') ? [frame.slice(-32)] : []));
    await until(() => nonces().length === 1);
    now += 7;
    peer.say('pong', { nonce: bytes32(66) });
    peer.say('pong', { nonce: nonces()[0] as Uint8Array });
    await until(() => node.connections()[0]?.roundTripMs === 7);
    now += 20;
    await until(() => nonces().length === 2);
    expect(nonces()[1]).not.toEqual(nonces()[0]);
  });

  test('peers know how far their clocks are apart', async () => {
    const timers = { ...systemTimers, now: () => 1_000_000 };
    const node = await park.start(FULL_NODE, { timers });
    const ahead = await park.start(TIMELORD, { timers: { ...systemTimers, now: () => 1_004_000 } });
    await ahead.dial({ ...at(node), nodeType: FULL_NODE });
    await until(() => node.connections()[0]?.clockOffsetMs === 4000);
    await until(() => ahead.connections()[0]?.clockOffsetMs === -4000);
    expect(node.connections()[0]?.roundTripMs).toBe(0);
  });

  test('half of the round trip is taken into account; nonces that tell no time tell nothing', async () => {
    let now = 1000;
    const node = await park.start(FULL_NODE, { timers: { ...systemTimers, now: () => now } });
    const peer = await RawPeer.greet(node);
    const told = clockNonce(bytes, 5000);
    const ping = await peer.frame(2);
    now += 10;
    peer.say('pong', { nonce: ping.slice(-32) });
    peer.say('ping', { nonce: bytes32(3) });
    await until(() => node.connections()[0]?.roundTripMs === 10);
    expect(node.connections()[0]?.clockOffsetMs).toBeNull();
    peer.say('ping', { nonce: told });
    await until(() => node.connections()[0]?.clockOffsetMs === 5000 + 5 - 1010);
  });

  test('the time in a nonce is what was put there', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (now, other) => {
        const nonce = clockNonce(bytes, now);
        expect([nonce.length, timeOf(nonce)]).toEqual([32, now]);
        expect(timeOf(other)).toBeNull();
      }),
    );
  });

  test('a ping is answered with its nonce', async () => {
    const node = await park.start(INTRODUCER);
    const peer = await RawPeer.greet(node);
    peer.say('ping', { nonce: bytes32(5) });
    await until(() => peer.messages(INTRODUCER, FULL_NODE).length === 1);
    expect(peer.messages(INTRODUCER, FULL_NODE)).toEqual([{ name: 'pong', body: { nonce: bytes32(5) } }]);
    expect(peer.frames).toHaveLength(3); // an introducer pings nobody
  });

  test('whoever says nothing is dropped; whoever pings is not', async () => {
    let now = 0;
    const node = await park.start(FULL_NODE, {
      limits: { idleTimeoutMs: 50 },
      timers: { ...systemTimers, now: () => now },
    });
    const silent = await RawPeer.greet(node, FULL_NODE, bytes32(1));
    const lively = await RawPeer.greet(node, FULL_NODE, bytes32(2));
    await until(() => node.connections().length === 2);
    now = 40;
    lively.say('ping', { nonce: bytes32(1) });
    await until(() => lively.frames.length > 3);
    now = 60;
    await silent.closed;
    expect(node.errors).toEqual(['IDLE_TIMEOUT']);
    expect(node.connections().map(({ nodeId }) => nodeId)).toEqual([bytes32(2)]);
  });
});

describe('listening', () => {
  test('a port in use is named', async () => {
    const first = await park.start(FULL_NODE);
    const second = park.start(FULL_NODE, { port: first.port });
    await expect(second).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      context: { port: first.port },
      cause: { syscall: 'listen' },
    });
  });

  test('beyond this machine only with the option', async () => {
    const exposed = park.start(FULL_NODE, { host: '0.0.0.0' });
    await expect(exposed).rejects.toMatchObject({ code: 'INSECURE_ADDRESS', context: { option: 'insecure' } });
    const allowed = await park.start(FULL_NODE, { host: '0.0.0.0', insecure: true });
    expect(allowed.port).toBeGreaterThan(0);
  });

  test('so is dialling', async () => {
    const node = await park.start(FULL_NODE);
    const far = { host: '192.0.2.1', port: 8444, nodeType: FULL_NODE };
    await expect(node.dial(far)).rejects.toMatchObject({ code: 'INSECURE_ADDRESS' });
    expect(() => node.keepConnected([far])).toThrow(expect.objectContaining({ code: 'INSECURE_ADDRESS' }));
  });

  test('a plain HTTP request is told what to do', async () => {
    const node = await park.start(FULL_NODE);
    const response = await fetch(`http://127.0.0.1:${node.port}/`);
    expect(response.status).toBe(426);
  });

  test('a stopped server lets go of its port and its peers, and can start again', async () => {
    const node = await park.start(FULL_NODE);
    const peer = await RawPeer.greet(node);
    const half = await RawPeer.connect(node);
    await node.stop();
    await Promise.all([peer.closed, half.closed]);
    await expect(node.dial({ host: '127.0.0.1', port: 1, nodeType: FULL_NODE })).rejects.toMatchObject({
      code: 'NOT_RUNNING',
    });
    await node.start();
    const again = await RawPeer.greet(node);
    again.say('new_tip', newTip(3));
    await until(() => node.received.length === 1);
  });

  test('stopping waits for handlers', async () => {
    let done = false;
    const node = await park.start(FULL_NODE, {
      handlers: {
        // biome-ignore lint/correctness/useYield: answers nothing
        async *new_tip() {
          await new Promise((resolve) => setTimeout(resolve, 30));
          done = true;
        },
      },
    });
    (await RawPeer.greet(node)).say('new_tip', newTip(1));
    await until(() => node.received.length === 1);
    await node.stop();
    expect(done).toBe(true);
  });
});

test('what the observer sees', async () => {
  const seen: [string, string, number][] = [];
  const counts: object[] = [];
  const handled: string[] = [];
  const node = await park.start(FULL_NODE, {
    networkId: NETWORK_ID,
    observer: {
      onMessage: (direction, name, bytes) => seen.push([direction, name, bytes]),
      onConnections: (now) => counts.push(now),
      onHandlerDone: (name) => handled.push(name),
    },
  });
  const peer = await RawPeer.greet(node);
  peer.say('new_tip', newTip(1));
  await until(() => handled.length === 1);
  peer.ws.close();
  await until(() => counts.length === 2);
  expect(handled).toEqual(['new_tip']);
  expect(counts).toEqual([{ FULL_NODE: 1 }, {}]);
  const names = (direction: string) => seen.filter(([which]) => which === direction).map(([, name]) => name);
  expect(names('in')).toEqual(['handshake', 'handshake_ack', 'new_tip']);
  expect(names('out')).toEqual(['handshake', 'handshake_ack', 'ping']);
  expect(seen.every(([, , bytes]) => bytes > 0)).toBe(true);
});
