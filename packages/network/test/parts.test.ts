import { describe, expect, test } from '@jest/globals';
import { NodeType } from '@salvia/protocol';
import fc from 'fast-check';
import { Connection } from '../src/connection/connection.ts';
import { FrameQueue } from '../src/connection/frame-queue.ts';
import { HalfOpen } from '../src/connection/half-open.ts';
import type { Link } from '../src/connection/link.ts';
import { PeerConnections } from '../src/connection/peer-connections.ts';
import { Slots } from '../src/delivery/slots.ts';
import { defaultLimits, largestFrameTo } from '../src/limits.ts';
import { createContext } from '../src/server/context.ts';
import { linkProblem } from '../src/server/private-link.ts';
import { webSocketUrl } from '../src/transport/web-socket/dial.ts';
import { bytes32, recordingHandlers, silentLog } from './kit/servers.ts';

const { FULL_NODE, FARMER, HARVESTER, TIMELORD, INTRODUCER, WALLET } = NodeType;

describe('frame queue', () => {
  const frame = (n: number) => new Uint8Array([n & 255, n >> 8]);

  test('gives frames in order, pauses when the reader is behind, resumes when it has caught up', async () => {
    const taps: string[] = [];
    const queue = new FrameQueue({ pause: () => taps.push('pause'), resume: () => taps.push('resume') });
    for (let n = 0; n < 40; n++) queue.push(frame(n));
    expect(taps).toEqual(['pause']);
    for (let n = 0; n < 40; n++) expect(queue.next()).toEqual(frame(n));
    expect(taps).toEqual(['pause', 'resume']);
    const next = queue.next();
    queue.push(frame(99));
    expect(await next).toEqual(frame(99));
  });

  test('is bounded by bytes too', () => {
    const taps: string[] = [];
    const queue = new FrameQueue({ pause: () => taps.push('pause'), resume: () => taps.push('resume') });
    queue.push(new Uint8Array(2_000_000));
    expect(taps).toEqual(['pause']);
  });

  test('for any order of pushing and reading, what comes out is what went in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 200 }), async (steps) => {
        const queue = new FrameQueue({ pause: () => {}, resume: () => {} });
        let pushed = 0;
        const read: Promise<Uint8Array | null>[] = [];
        let waiting = 0;
        for (const push of steps) {
          if (push) queue.push(frame(pushed++));
          else if (waiting <= pushed) {
            read.push(Promise.resolve(queue.next()));
            waiting = read.length;
          }
        }
        queue.end();
        const out = await Promise.all(read);
        const expected = read.map((_, n) => (n < pushed ? frame(n) : null));
        expect(out).toEqual(expected);
      }),
    );
  });

  test('what waits may be read after the end, unless it is dropped', () => {
    const taps = { pause: () => {}, resume: () => {} };
    const kept = new FrameQueue(taps);
    const dropped = new FrameQueue(taps);
    for (const queue of [kept, dropped]) queue.push(frame(1));
    dropped.drop();
    for (const queue of [kept, dropped]) queue.end();
    expect([kept.next(), kept.next(), dropped.next()]).toEqual([frame(1), null, null]);
  });
});

test('slots are given in the order in which they were asked for', async () => {
  const slots = new Slots(2);
  const order: number[] = [];
  const take = async (n: number) => {
    await slots.take();
    order.push(n);
  };
  const taken = [1, 2, 3, 4].map(take);
  await Promise.all(taken.slice(0, 2));
  expect(order).toEqual([1, 2]);
  slots.give();
  await taken[2];
  slots.give();
  await taken[3];
  expect(order).toEqual([1, 2, 3, 4]);
  slots.give();
  expect(slots.take()).toBeUndefined();
});

describe('places', () => {
  const limits = { ...defaultLimits(FULL_NODE), perAddress: 2, perGroup: 3 };
  let ids = 0;
  const peer = (host: string, outbound = false, nodeType: NodeType = FULL_NODE): Connection =>
    new Connection({ nodeId: bytes32(ids++), nodeType, host, port: 0, outbound }, {} as Link, null);
  const among = (...live: Connection[]): PeerConnections => {
    const connections = new PeerConnections(limits, () => {});
    for (const connection of live) connections.add(connection);
    return connections;
  };

  test('so many from one address', () => {
    expect(among(peer('8.8.8.8')).addressProblem('8.8.8.8')).toBeNull();
    expect(among(peer('8.8.8.8'), peer('8.8.8.8')).addressProblem('8.8.8.8')).toBe('ADDRESS_LIMIT_REACHED');
    expect(among(peer('8.8.8.8', true), peer('8.8.8.8')).addressProblem('8.8.8.8')).toBeNull();
  });

  test('so many from one public neighbourhood', () => {
    const neighbours = (prefix: string) => among(...[1, 2, 3].map((n) => peer(`${prefix}.0.${n}`)));
    expect(neighbours('8.8').addressProblem('8.8.9.9')).toBe('ADDRESS_LIMIT_REACHED');
    expect(neighbours('8.8').addressProblem('8.9.9.9')).toBeNull();
    expect(neighbours('10.0').addressProblem('10.0.9.9')).toBeNull();
  });

  test('neither on loopback', () => {
    expect(among(...Array.from({ length: 9 }, () => peer('127.0.0.1'))).addressProblem('127.0.0.1')).toBeNull();
  });

  test('but whoever chose a loopback address of its own has so many too, and no neighbours', () => {
    const twins = among(...Array.from({ length: 2 }, () => peer('127.0.0.5')));
    expect(twins.addressProblem('127.0.0.5')).toBe('ADDRESS_LIMIT_REACHED');
    expect(twins.addressProblem('127.0.0.6')).toBeNull();
    expect(among(...[2, 3, 4, 5].map((n) => peer(`127.0.0.${n}`))).addressProblem('127.0.0.9')).toBeNull();
  });

  test('by type', () => {
    const wallets = among(...Array.from({ length: 20 }, () => peer('127.0.0.1', false, WALLET)));
    expect([wallets.hasRoom(WALLET), wallets.hasRoom(FULL_NODE)]).toEqual([false, true]);
    expect(wallets.counts()).toEqual({ WALLET: 20 });
  });

  test('half-open sockets: in total, and per address', () => {
    const half = new HalfOpen({ halfOpen: 3, halfOpenPerAddress: 2 });
    const taken = [half.enter('x'), half.enter('x')];
    expect(taken.every((leave) => leave !== null)).toBe(true);
    expect(half.enter('x')).toBeNull();
    expect([half.enter('y'), half.enter('z')].map((leave) => leave !== null)).toEqual([true, false]);
    taken[0]?.();
    taken[0]?.(); // given back once
    expect(half.enter('x')).not.toBeNull();
    expect(half.enter('z')).toBeNull();
  });
});

describe('who may come in', () => {
  const context = (role: NodeType, insecure: boolean) =>
    createContext({
      nodeType: role,
      networkId: 'n',
      host: '127.0.0.1',
      port: 0,
      insecure,
      handlers: recordingHandlers(role, []),
      log: silentLog,
    });

  test.each([
    [FULL_NODE, FARMER, '10.0.0.9', false, false],
    [FULL_NODE, TIMELORD, '10.0.0.9', false, false],
    [FULL_NODE, FARMER, '10.0.0.9', true, true],
    [FULL_NODE, TIMELORD, '127.0.0.1', false, true],
    [FULL_NODE, WALLET, '10.0.0.9', false, true],
    [FULL_NODE, FULL_NODE, '8.8.8.8', false, true],
    [FARMER, HARVESTER, '10.0.0.9', false, false],
    [FARMER, HARVESTER, '::1', false, true],
  ])('role %d from %d at %s, insecure %s: %s', (role, type, host, insecure, allowed) => {
    expect(linkProblem(type, host, null, context(role, insecure)) === null).toBe(allowed);
  });
});

test('the largest frame that each role is ever sent', () => {
  const kib = [FULL_NODE, HARVESTER, FARMER, TIMELORD, INTRODUCER, WALLET].map((role) => largestFrameTo(role) / 1024);
  expect(kib).toEqual([16_384, 1024, 64, 64, 64, 32_768]);
});

test('addresses as URLs', () => {
  expect(webSocketUrl({ host: '::1', port: 1 }, false)).toBe('ws://[::1]:1/');
  expect(webSocketUrl({ host: 'node', port: 2 }, true)).toBe('wss://node:2/');
});
