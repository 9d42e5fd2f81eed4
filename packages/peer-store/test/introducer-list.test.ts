import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '@salvia/database';
import { createIntroducerList, type IntroducerListOptions, type PeerSchema } from '../src/index.ts';
import { createClock, createRandom, log, openPeers, type TestClock } from './support/kit.ts';

let clock: TestClock;
let db: Database<PeerSchema>;
const open = (options: Partial<IntroducerListOptions> = {}) =>
  createIntroducerList({ db, clock, random: createRandom(), log }, { privateAddresses: true, ...options });

const peer = (n: number) => ({ host: '127.0.0.1', port: n });
const stranger = peer(9999);

beforeEach(async () => {
  clock = createClock();
  db = await openPeers();
});
afterEach(() => db.close());

describe('introductions', () => {
  test('only those that answered when vetted, and never the one that asks', async () => {
    const list = await open();
    for (const n of [1, 2, 3]) list.add(peer(n));
    expect(list.introduce(20, stranger)).toEqual([]);
    list.vetted(peer(1), true);
    list.vetted(peer(2), false);
    expect(list.introduce(20, stranger)).toEqual([peer(1)]);
    expect(list.introduce(20, peer(1))).toEqual([]);
    expect(list.counts()).toEqual({ known: 3, vetted: 1 });
  });

  test('at most so many', async () => {
    const list = await open();
    for (let n = 1; n <= 50; n++) {
      list.add(peer(n));
      list.vetted(peer(n), true);
    }
    const ports = list.introduce(20, stranger).map(({ port }) => port);
    expect(new Set(ports).size).toBe(20);
  });

  test('not those that were not seen lately; a new sighting brings them back', async () => {
    const list = await open({ recentPeerSeconds: 100, vettingSeconds: 1000 });
    list.add(peer(1));
    list.vetted(peer(1), true);
    clock.advance(100);
    expect(list.introduce(20, stranger)).toEqual([]);
    list.add(peer(1));
    expect(list.introduce(20, stranger)).toEqual([peer(1)]);
  });

  test('those that left on bad terms are removed', async () => {
    const list = await open();
    list.add(peer(1));
    list.vetted(peer(1), true);
    list.remove(peer(1));
    expect(list.introduce(20, stranger)).toEqual([]);
  });
});

describe('vetting', () => {
  test('is wanted for new peers, and again when it is old', async () => {
    const list = await open({ vettingSeconds: 60 });
    list.add(peer(1));
    expect(list.unvetted(100)).toEqual([peer(1)]);
    list.vetted(peer(1), false);
    expect(list.unvetted(100)).toEqual([]);
    clock.advance(60);
    expect(list.unvetted(100)).toEqual([peer(1)]);
  });

  test('says nothing about a peer that is gone', async () => {
    const list = await open();
    list.vetted(peer(1), true);
    expect(list.counts()).toEqual({ known: 0, vetted: 0 });
  });
});

describe('bounds', () => {
  test('what nobody could dial is not taken', async () => {
    const list = await open({ privateAddresses: false });
    expect([
      list.add({ host: '1.1.1.1', port: 0 }),
      list.add(peer(1)),
      list.add({ host: 'x.example', port: 1 }),
    ]).toEqual([false, false, false]);
    expect(list.add({ host: '1.1.1.1', port: 1 })).toBe(true);
  });

  test('the one not seen for longest makes room; those of long ago are forgotten', async () => {
    const list = await open({ room: { all: 2 }, recentPeerSeconds: 100 });
    for (const n of [1, 2, 1, 3]) list.add(peer(n));
    const ports = list.unvetted(9).map(({ port }) => port);
    expect(ports.sort()).toEqual([1, 3]);
    clock.advance(301);
    list.add(peer(4));
    expect(list.counts().known).toBe(1);
  });

  test('whoever can be reached is not displaced by whoever has yet to be', async () => {
    const list = await open({ room: { all: 2 }, recentPeerSeconds: 100 });
    for (const n of [1, 2]) {
      list.add(peer(n));
      list.vetted(peer(n), true);
    }
    expect(list.add(peer(3))).toBe(false);
    expect(list.add(peer(1))).toBe(true);
    clock.advance(100);
    expect(list.add(peer(3))).toBe(true);
    expect(list.counts().known).toBe(2);
  });

  test('one host, and one /16, have so much room and no more, where hosts are public', async () => {
    const list = await open({ room: { perHost: 2, perGroup: 3 } });
    for (let port = 1; port <= 9; port++) list.add({ host: '5.5.1.1', port });
    expect(list.counts().known).toBe(2);
    for (let n = 2; n <= 9; n++) list.add({ host: `5.5.1.${n}`, port: 1 });
    expect(list.counts().known).toBe(3);
    for (let port = 1; port <= 9; port++) list.add(peer(port));
    expect(list.counts().known).toBe(12);
    for (const { host, port } of list.unvetted(99)) list.remove({ host, port });
    list.add({ host: '5.5.1.1', port: 1 });
    expect(list.counts().known).toBe(1);
  });

  test('an answer has room for several networks', async () => {
    const list = await open({ room: { perGroup: 100, perHost: 100 } });
    for (let n = 1; n <= 30; n++) {
      for (const address of [{ host: '5.5.1.1', port: n }, ...(n <= 3 ? [{ host: `6.${n}.1.1`, port: 1 }] : [])]) {
        list.add(address);
        list.vetted(address, true);
      }
    }
    const hosts = list.introduce(20, stranger).map(({ host }) => host);
    expect(hosts.filter((host) => host === '5.5.1.1')).toHaveLength(5);
    expect(hosts).toHaveLength(8);
  });
});

describe('persistence', () => {
  test('what is known is there again after a stop, in the same order', async () => {
    const list = await open();
    for (const n of [1, 2, 3]) {
      list.add(peer(n));
      clock.advance(1);
    }
    list.vetted(peer(1), true);
    list.remove(peer(2));
    await list.start();
    await list.stop();
    const again = await open({ room: { all: 2 } });
    expect(again.introduce(20, stranger)).toEqual([peer(1)]);
    expect(again.counts()).toEqual({ known: 2, vetted: 1 });
    again.add(peer(4)); // the third is the oldest that is not vetted
    expect(again.unvetted(9)).toEqual([peer(4)]);
  });

  test('changes are saved while it runs, and kept for the next time if that fails', async () => {
    const list = await open();
    await list.start();
    list.add(peer(1));
    await db.db.schema.alterTable('introducer_peer').renameTo('elsewhere').execute();
    await expect(list.save()).rejects.toMatchObject({ code: 'QUERY' });
    await db.db.schema.alterTable('elsewhere').renameTo('introducer_peer').execute();
    clock.advance(120);
    await list.save(); // behind the one that the clock has begun
    expect((await open()).counts().known).toBe(1);
    await list.stop();
  });
});
