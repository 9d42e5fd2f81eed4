import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Database } from '@salvia/database';
import { createIntroducerList, type IntroducerListOptions, type PeerSchema } from '../src/index.ts';
import { createClock, createRandom, log, openPeers } from './kit.ts';

let clock: ReturnType<typeof createClock>;
let db: Database<PeerSchema>;
const open = (options: Partial<IntroducerListOptions> = {}) =>
  createIntroducerList({ db, now: clock.now, random: createRandom(), log }, { privateAddresses: true, ...options });

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
    const list = await open({ maxPeers: 2, recentPeerSeconds: 100 });
    for (const n of [1, 2, 1, 3]) list.add(peer(n));
    expect(
      list
        .unvetted(9)
        .map(({ port }) => port)
        .sort(),
    ).toEqual([1, 3]);
    clock.advance(301);
    list.add(peer(4));
    expect(list.counts().known).toBe(1);
  });
});

test('is there again after a stop', async () => {
  const list = await open();
  list.add(peer(1));
  list.vetted(peer(1), true);
  await list.start();
  await list.stop();
  expect((await open()).introduce(20, stranger)).toEqual([peer(1)]);
});
