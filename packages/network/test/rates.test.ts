import { afterEach, describe, expect, test } from '@jest/globals';
import { catalogue, encodeMessage, messageNames, NodeType } from '@salvia/protocol';
import fc from 'fast-check';
import { createBanList } from '../src/index.ts';
import { Pace } from '../src/server/pace.ts';
import { systemTimers } from '../src/timers.ts';
import { RawPeer } from './kit/raw-peer.ts';
import { bytes32, createPark, newTip, until } from './kit/servers.ts';

const { FULL_NODE, TIMELORD } = NodeType;
const park = createPark();
afterEach(() => Promise.all([park.stopAll(), RawPeer.terminateAll()]));

const heights = (bodies: readonly { readonly body: unknown }[]): number[] =>
  bodies.map(({ body }) => (body as { height: number }).height);

describe('the pace of a peer', () => {
  const { burst, perMinute } = catalogue.new_tip.rate;

  test('a burst, then one message per interval, each function by itself', () => {
    let now = 5;
    const pace = new Pace(() => now, 1);
    for (let i = 0; i < burst; i++) expect(pace.take('new_tip')).toBe(0);
    expect(pace.take('new_tip')).toBe(60_000 / perMinute);
    expect(pace.take('removing_tip')).toBe(0);
    now += 60_000 / perMinute;
    expect(pace.take('new_tip')).toBe(60_000 / perMinute);
    now += 3_600_000;
    for (let i = 0; i < burst; i++) expect(pace.take('new_tip')).toBe(0);
    expect(pace.take('new_tip')).toBeGreaterThan(0);
  });

  test('whatever the pauses, whoever waits as told passes no more than burst and rate allow', () => {
    const arbitrary = fc.tuple(fc.constantFrom(...messageNames), fc.array(fc.nat(2000), { maxLength: 300 }));
    fc.assert(
      fc.property(arbitrary, fc.constantFrom(0.1, 1, 3), ([name, pauses], scale) => {
        let now = 0;
        const pace = new Pace(() => now, scale);
        for (const [done, milliseconds] of pauses.entries()) {
          now += milliseconds;
          now += pace.take(name);
          const { rate } = catalogue[name];
          expect(done + 1).toBeLessThanOrEqual(
            Math.max(1, rate.burst * scale) + (now * rate.perMinute * scale) / 60_000 + 1e-6,
          );
        }
      }),
    );
  });

  test('without limits nobody waits', () => {
    const pace = new Pace(() => 0, Number.POSITIVE_INFINITY);
    for (let i = 0; i < 10_000; i++) expect(pace.take('ping')).toBe(0);
  });
});

describe('a server', () => {
  test('reads a peer that is over its rate more slowly, and loses nothing', async () => {
    let waited = 0;
    let now = 0;
    const timers = {
      ...systemTimers,
      now: () => now,
      async pause(milliseconds: number) {
        waited += milliseconds;
        now += milliseconds;
        await systemTimers.pause(0);
      },
    };
    const node = await park.start(FULL_NODE, { timers, limits: { rateScale: 1 } });
    const peer = await RawPeer.greet(node);
    const { burst, perMinute } = catalogue.new_tip.rate;
    const more = 30;
    for (let height = 0; height < burst + more; height++) {
      peer.say('new_tip', newTip(height));
      await until(() => node.received.length >= height - 5);
    }
    await until(() => node.received.length === burst + more);
    expect(heights(node.received)).toEqual([...Array(burst + more).keys()]);
    expect(waited).toBe((more * 60_000) / perMinute);
    expect(node.errors).toEqual([]);
  });

  test('bans a flood, from a loopback address of its own too, and nobody else', async () => {
    const bans = createBanList(() => 0);
    const node = await park.start(FULL_NODE, { bans, limits: { rateScale: 1 } });
    const honest = await RawPeer.greet(node, FULL_NODE, bytes32(1), '127.0.0.7');
    const flood = await RawPeer.greet(node, FULL_NODE, bytes32(2), '127.0.0.8');
    for (let height = 0; height < 1000; height++) flood.say('new_tip', newTip(height));
    await flood.closed;
    expect(node.errors).toEqual(['RATE_LIMIT_EXCEEDED']);
    expect(node.received.length).toBeLessThanOrEqual(catalogue.new_tip.rate.burst + 1);
    expect(bans.list()).toEqual([{ key: 'host 127.0.0.8', until: 600_000, reason: 'RATE_LIMIT_EXCEEDED' }]);
    const again = await RawPeer.connect(node, null, '127.0.0.8');
    await again.closed;
    expect(again.frames).toEqual([]);
    honest.say('new_tip', newTip(7));
    await until(() => node.received.some(({ peer }) => peer.host === '127.0.0.7'));
  });

  test('drops whoever keeps pushing large messages, of which few are in line at a time', async () => {
    let now = 0;
    const timers = {
      ...systemTimers,
      now: () => now,
      async pause(milliseconds: number) {
        now += milliseconds;
        await systemTimers.pause(20); // the line fills
      },
    };
    const node = await park.start(FULL_NODE, { timers, limits: { rateScale: 1 } });
    const peer = await RawPeer.greet(node);
    const frame = encodeMessage('request_mempool_transactions', { filter: new Uint8Array(300_000) });
    for (let i = 0; i < 60; i++) peer.send(frame);
    await peer.closed;
    expect(node.errors).toEqual(['RATE_LIMIT_EXCEEDED']);
    expect(node.received.length).toBeLessThan(30);
  });

  test('ends at once while it lets a peer wait', async () => {
    const node = await park.start(FULL_NODE, { limits: { rateScale: 1 } });
    const peer = await RawPeer.greet(node);
    const { burst } = catalogue.request_peers.rate;
    for (let i = 0; i <= burst; i++) peer.say('request_peers', '');
    await until(() => node.received.length === burst);
    await node.stop();
    expect(node.errors).toEqual([]);
  });

  test('of our own only closes the connection', async () => {
    const bans = createBanList(() => 0);
    const node = await park.start(FULL_NODE, { bans, limits: { rateScale: 0.1 } });
    const timelord = await RawPeer.greet(node, TIMELORD, bytes32(3), '127.0.0.9');
    const nonce = bytes32(1);
    for (let i = 0; i < 1000; i++) timelord.say('ping', { nonce });
    await timelord.closed;
    expect([node.errors, bans.list()]).toEqual([['RATE_LIMIT_EXCEEDED'], []]);
  });
});
