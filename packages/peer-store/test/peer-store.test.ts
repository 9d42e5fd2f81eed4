import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '@salvia/database';
import { createPeerStore, type PeerSchema, type PeerStore, type PeerStoreOptions } from '../src/index.ts';
import { createClock, createRandom, log, openPeers, seen, T0 } from './kit.ts';

let clock: ReturnType<typeof createClock>;
let db: Database<PeerSchema>;
let folder: string;

const open = (options: Partial<PeerStoreOptions> = {}): Promise<PeerStore> =>
  createPeerStore({ db, now: clock.now, random: createRandom(), log }, { privateAddresses: true, ...options });
const anyone = () => false;
const a = { host: '1.1.1.1', port: 8444 };
const b = { host: '1.1.1.1', port: 8445 };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'salvia-peers-'));
  clock = createClock();
  db = await openPeers(join(folder, 'peers.sqlite'));
});
afterEach(async () => {
  await db.close();
  rmSync(folder, { recursive: true });
});

describe('what is taken', () => {
  test('several nodes of one host', async () => {
    const store = await open();
    expect(store.add([seen(a.host, a.port), seen(b.host, b.port), seen(a.host, a.port)])).toBe(2);
    expect(store.size).toBe(2);
  });

  test('no names, no port 0', async () => {
    const store = await open();
    expect(store.add([seen('node.example', 1), seen('1.1.1.1', 0)])).toBe(0);
  });

  test('private addresses where the network allows them', async () => {
    const privates = [seen('127.0.0.1', 1), seen('10.0.0.1', 1), seen('fd00::1', 1)];
    expect((await open({ privateAddresses: false })).add(privates)).toBe(0);
    expect((await open()).add(privates)).toBe(3);
  });

  test('the worst makes room', async () => {
    const store = await open({ maxPeers: 2 });
    store.markTried(a);
    store.add([seen('2.2.2.2', 1, 0), seen('3.3.3.3', 1, T0)]);
    expect(store.size).toBe(2);
    expect(store.pick(({ host }) => host !== '2.2.2.2')).toBeNull();
    expect(store.pick(({ host }) => host !== '1.1.1.1')).toMatchObject({ ...a, tried: true });
  });
});

describe('picking', () => {
  test('nobody, or nobody left', async () => {
    const store = await open();
    expect(store.pick(anyone)).toBeNull();
    store.add([seen(a.host, a.port)]);
    expect(store.pick(({ port }) => port === a.port)).toBeNull();
  });

  test('known good and unknown ones both get their turn; those that failed seldom', async () => {
    const store = await open();
    store.add([seen(a.host, a.port), seen(b.host, b.port), seen('2.2.2.2', 1)]);
    store.markTried(a);
    clock.advance(3600);
    store.markAttempted({ host: '2.2.2.2', port: 1 });
    const counts = new Map<number, number>();
    for (let i = 0; i < 2000; i++) {
      const port = store.pick(anyone)?.port ?? 0;
      counts.set(port, (counts.get(port) ?? 0) + 1);
    }
    expect(counts.get(a.port)).toBeGreaterThan(800);
    expect(counts.get(b.port)).toBeGreaterThan(800);
    expect(counts.get(1)).toBeLessThan(60);
  });

  test('a failure counts only if something else worked meanwhile', async () => {
    const store = await open();
    store.add([seen(a.host, a.port)]);
    const attempts = () => store.pick(anyone)?.attempts;
    store.markAttempted(a);
    expect(attempts()).toBe(1);
    clock.advance(60);
    store.markAttempted(a);
    expect(attempts()).toBe(1);
    store.markTried(b);
    store.forget(b);
    clock.advance(60);
    store.markAttempted(a, false);
    expect(attempts()).toBe(1);
    store.markAttempted(a);
    expect(attempts()).toBe(2);
  });
});

describe('gossip', () => {
  test('23 % of all, at most so many, none terrible, with the time of the last sighting', async () => {
    const store = await open();
    for (let i = 1; i <= 100; i++) store.add([seen(`5.5.5.${i}`, 1, i <= 50 ? 0 : T0)], 100);
    const sample = store.sample();
    expect(sample).toHaveLength(23);
    expect(
      sample.every(({ host, timestamp }) => Number(host.split('.')[3]) > 50 && timestamp === BigInt(T0 - 100)),
    ).toBe(true);
    expect(store.sample(7)).toHaveLength(7);
  });

  test('a peer that is heard of again is younger only if that is news', async () => {
    const store = await open();
    const timestamp = () => store.pick(anyone)?.timestamp;
    store.add([seen(a.host, a.port, T0 - 7200)]);
    store.add([seen(a.host, a.port, T0 - 7200 + 3600)]);
    expect(timestamp()).toBe(T0 - 7200);
    store.add([seen(a.host, a.port, T0)]);
    expect(timestamp()).toBe(T0);
    store.add([seen(a.host, a.port, T0 - 86_400)]);
    expect(timestamp()).toBe(T0);
    store.add([seen(a.host, a.port, 2 ** 60)]);
    expect(Number.isSafeInteger(timestamp())).toBe(true);
  });

  test('a connected peer is as young as now', async () => {
    const store = await open();
    store.add([seen(a.host, a.port, T0 - 86_400)]);
    store.markConnected(a);
    expect(store.sample()).toEqual([seen(a.host, a.port)]);
  });
});

describe('persistence', () => {
  test('everything is there again, times included', async () => {
    const store = await open();
    store.markTried(a);
    store.add(Array.from({ length: 250 }, (_, i) => seen('9.9.9.9', i + 1)));
    store.markAttempted({ host: '9.9.9.9', port: 1 });
    await store.start();
    await store.stop();
    await db.close();
    db = await openPeers(join(folder, 'peers.sqlite'));
    const again = await open();
    expect(again.size).toBe(251);
    for (const peer of [a, { host: '9.9.9.9', port: 1 }, { host: '9.9.9.9', port: 250 }]) {
      const only = ({ host, port }: typeof a) => host !== peer.host || port !== peer.port;
      expect(again.pick(only)).toEqual(store.pick(only));
    }
  });

  test('forgotten ones do not come back', async () => {
    const store = await open();
    store.markTried(a);
    await store.save();
    store.forget(a);
    await store.save();
    expect((await open()).size).toBe(0);
  });
});
