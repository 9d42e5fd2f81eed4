import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '@salvia/database';
import { createPeerStore, type PeerSchema, type PeerStore } from '../src/index.ts';
import { createClock, createRandom, log, openPeers, openStore, seen, T0, type TestClock } from './support/kit.ts';

let clock: TestClock;
let db: Database<PeerSchema>;
beforeEach(async () => {
  clock = createClock();
  db = await openPeers();
});
afterEach(() => db.close());

const open = (privateAddresses = false): Promise<PeerStore> => openStore(db, clock, privateAddresses);
const a = { host: '8.8.8.8', port: 8444 };
const b = { host: '8.8.8.8', port: 8445 };

describe('what is taken', () => {
  test('several nodes of one host', async () => {
    const store = await open();
    expect(store.add([seen(a.host, a.port), seen(b.host, b.port), seen(a.host, a.port)])).toBe(2);
    expect(store.size).toBe(2);
  });

  test('no names, no zones, no port 0', async () => {
    const store = await open(true);
    const peers = [seen('node.example', 1), seen('8.8.8.8', 0), seen('fe80::1%eth0', 1), seen('', 1)];
    expect(peers.map(store.accepts)).toEqual([false, false, false, false]);
    expect(store.add(peers)).toBe(0);
  });

  test('no addresses that no single host has, wherever private ones are allowed', async () => {
    const store = await open(true);
    const hosts = ['0.0.0.0', '0.1.2.3', '224.0.0.1', '255.255.255.255', '::', '::ffff:0.0.0.0', 'ff02::1'];
    expect(store.add(hosts.map((host) => seen(host, 1)))).toBe(0);
  });

  test('private addresses where the network allows them', async () => {
    const privates = [seen('127.0.0.1', 1), seen('10.0.0.1', 1), seen('fd00::1', 1)];
    expect((await open(false)).add(privates)).toBe(0);
    expect((await open(true)).add(privates)).toBe(3);
  });

  test('an address once, however it is spelled', async () => {
    const store = await open();
    const spellings = ['2600::1', '2600:0:0::1', '2600:0000:0000:0000:0000:0000:0000:0001', '2600::0001'];
    expect(store.add(spellings.map((host) => seen(host, 1)))).toBe(1);
    expect(store.add([seen('::ffff:8.8.8.8', 1), seen('8.8.8.8', 1)])).toBe(1);
    expect([...store.entries()].map(({ host }) => host).sort()).toEqual(['2600::1', '8.8.8.8']);
  });

  test('timestamps of any size', async () => {
    const store = await open();
    store.add([{ ...a, timestamp: 2n ** 64n - 1n }]);
    await store.save();
    expect(store.find(a)?.timestamp).toBe(2 ** 48);
    expect(store.sample()).toEqual([]);
  });

  test('the source, whom penalties are for', async () => {
    const store = await open();
    const source = { host: '::ffff:7.7.7.7', port: 1 };
    store.add([seen(a.host, a.port)], { source, penaltySeconds: 7200 });
    expect(store.find(a)).toMatchObject({ source: { host: '7.7.7.7', port: 1 }, timestamp: T0 - 7200 });
    store.add([seen(b.host, b.port)], { source: { host: 'node.example', port: 1 } });
    expect(store.find(b)?.source).toEqual(b);
  });
});

describe('what happens', () => {
  test('a peer that let us in is tried, and as young as now', async () => {
    const store = await open();
    store.add([seen(a.host, a.port, T0 - 86_400)]);
    store.markTried(a);
    expect(store.find(a)).toMatchObject({ tried: true, lastSuccess: T0, lastTry: T0, timestamp: T0 });
    expect(store.counts()).toEqual({ tried: 1, untried: 0, collisions: 0 });
  });

  test('failures count if somebody else answered meanwhile, known or not', async () => {
    const store = await open();
    store.add([seen(a.host, a.port)]);
    const attempts = () => store.find(a)?.attempts;
    store.markAttempted(a);
    clock.advance(60);
    store.markAttempted(a);
    expect(attempts()).toBe(1);
    store.markTried(b);
    clock.advance(60);
    store.markAttempted(a, false);
    expect(attempts()).toBe(1);
    store.markAttempted(a);
    expect(attempts()).toBe(2);
  });

  test('a connected peer is as young as now, and told to others again', async () => {
    const store = await open();
    store.add([seen(a.host, a.port, T0 - 31 * 86_400)]);
    expect(store.sample()).toEqual([]);
    store.markConnected(a);
    expect(store.sample()).toEqual([seen(a.host, a.port)]);
  });

  test('nothing happens to whom nobody knows', async () => {
    const store = await open();
    store.markTried(a);
    store.markAttempted(a);
    store.markConnected(a);
    store.forget(a);
    expect([store.size, store.find(a), store.select()]).toEqual([0, null, null]);
  });

  test('a forgotten one does not come back', async () => {
    const store = await open();
    store.add([seen(a.host, a.port)]);
    store.markTried(a);
    await store.save();
    store.forget(a);
    await store.save();
    expect((await open()).size).toBe(0);
  });

  test('what was handed out does not change', async () => {
    const store = await open();
    store.add([seen(a.host, a.port)]);
    const before = store.find(a);
    store.markTried(a);
    expect(before).toMatchObject({ tried: false, lastSuccess: 0 });
  });
});

test('the place in the tried table is defended by an answer, and lost without one', async () => {
  const store = await open();
  // Of enough addresses of one /16, which share 512 places, some want the same one.
  for (let n = 0; store.counts().collisions < 2 && n < 500; n++) {
    const peer = { host: `8.8.${n >> 8}.${n & 255}`, port: 1 };
    store.add([seen(peer.host, 1)], { source: { host: `${20 + (n % 100)}.1.1.1`, port: 1 } });
    store.markTried(peer);
  }
  expect(store.counts().collisions).toBe(2);
  clock.advance(5 * 3600);
  const occupant = store.selectCollision();
  if (occupant === null) throw new Error('nobody to test');
  expect(occupant.tried).toBe(true);
  store.markTried(occupant);
  store.resolveCollisions();
  expect(store.find(occupant)?.tried).toBe(true);
  expect(store.counts().collisions).toBe(0); // nobody tested the other one for so long that it lost
});

describe('time and chance are given', () => {
  test('the same bytes and times make the same choices', async () => {
    const choices = async (seed: string) => {
      const file = await openPeers();
      const random = createRandom(seed);
      const store = await createPeerStore({ db: file, clock, random, log }, { privateAddresses: false });
      store.add(Array.from({ length: 50 }, (_, n) => seen(`8.${n}.8.8`, 1)));
      const chosen = Array.from({ length: 20 }, () => store.select()?.host);
      await file.close();
      return chosen;
    };
    expect(await choices('one')).toEqual(await choices('one'));
    expect(await choices('one')).not.toEqual(await choices('two'));
  });

  test('changes are saved within two minutes, and not again without changes', async () => {
    const store = await open();
    await store.start();
    store.add([seen(a.host, a.port)]);
    clock.advance(59);
    await new Promise((resolve) => setImmediate(resolve));
    expect((await open()).size).toBe(0);
    clock.advance(61);
    await store.save(); // behind the one that the clock has begun
    expect((await open()).size).toBe(1);
    await store.stop();
  });

  test('a write that fails is told, and made up for', async () => {
    const errors: string[] = [];
    const telling = { debug: () => {}, error: (_: object, message: string) => void errors.push(message) };
    const deps = { db, clock, random: createRandom(), log: telling };
    const store = await createPeerStore(deps, { privateAddresses: false, saveIntervalMs: 1000 });
    await store.start();
    store.add([seen(a.host, a.port)]);
    await db.db.schema.alterTable('peer_entry').renameTo('elsewhere').execute();
    clock.advance(2);
    while (errors.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await db.db.schema.alterTable('elsewhere').renameTo('peer_entry').execute();
    clock.advance(2);
    await store.stop();
    expect((await open()).size).toBe(1);
    expect(errors).toEqual(['cannot save known peers; trying again later']);
  });
});
