import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Database, IN_MEMORY, openDatabase } from '@salvia/database';
import { type Address, createPeerStore, type PeerSchema, type PeerStore, peerMigrations } from '@salvia/peer-store';
import { type Candidates, createCandidates } from '../src/discovery/candidates.ts';
import { createRetries, type Retries } from '../src/discovery/retries.ts';
import type { ConnectionInfo } from '../src/index.ts';
import { silentLog } from './kit/servers.ts';

const T0 = 1_700_000_000;
const HOUR = 3600;

let seconds: number;
let db: Database<PeerSchema>;
let store: PeerStore;
let connections: ConnectionInfo[];
let retries: Retries;
let candidates: Candidates;

const now = (): number => seconds * 1000;
const a = { host: '8.8.1.1', port: 1 };
const b = { host: '9.9.1.1', port: 1 };

beforeEach(async () => {
  seconds = T0;
  connections = [];
  db = await openDatabase<PeerSchema>({ path: IN_MEMORY, migrations: peerMigrations });
  const clock = { now, after: () => () => undefined };
  let blocks = 0;
  const random = (length: number): Uint8Array => {
    const hash = () => createHash('sha256').update(`seed ${blocks++}`).digest();
    return new Uint8Array(Buffer.concat(Array.from({ length: Math.ceil(length / 32) }, hash)).subarray(0, length));
  };
  store = await createPeerStore({ db, clock, random, log: silentLog }, { privateAddresses: true });
  retries = createRetries(now, () => 0);
  candidates = createCandidates({ server: { connections: () => connections }, peerStore: store, retries, now });
});
afterEach(() => db.close());

function know(...addresses: Address[]): void {
  store.add(addresses.map((address) => ({ ...address, timestamp: BigInt(T0) })));
}

function connect(address: Address, info: Partial<ConnectionInfo> = {}): void {
  const idle = { bytesIn: 0, bytesOut: 0, connectedAt: 0, lastMessageAt: 0, roundTripMs: null, clockOffsetMs: null };
  const base = { ...idle, nodeId: new Uint8Array(32), type: 'FULL_NODE', outbound: true } as const;
  connections.push({ ...base, ...address, ...info });
}

/** Everybody who is ever wanted. */
const wanted = (): Set<string | undefined> => new Set(Array.from({ length: 40 }, () => candidates.wanted()?.host));

describe('to stay with', () => {
  test('nobody who is connected, in whatever direction', () => {
    know(a, b);
    connect(a, { outbound: false });
    expect(wanted()).toEqual(new Set([b.host]));
  });

  test('a wallet of the same address is another peer', () => {
    know(a);
    connect(a, { type: 'WALLET' });
    expect(candidates.wanted()).toMatchObject(a);
  });

  test('no neighbour of one that we dialled; those who came to us do not count', () => {
    know({ host: '8.8.2.2', port: 1 }, { host: '9.9.2.2', port: 1 });
    connect(a);
    connect(b, { outbound: false });
    expect(wanted()).toEqual(new Set(['9.9.2.2']));
  });

  test('neighbours, where all nodes are', () => {
    know({ host: '127.0.0.1', port: 2 });
    connect({ host: '127.0.0.1', port: 1 });
    expect(candidates.wanted()).toMatchObject({ port: 2 });
  });

  test('rather those that were not tried within the hour, but these too', () => {
    know(a, b);
    store.markAttempted(a);
    expect(wanted()).toEqual(new Set([b.host]));
    connect(b);
    expect(candidates.wanted()).toMatchObject(a);
    connections = [];
    seconds += HOUR;
    expect(wanted()).toEqual(new Set([a.host, b.host]));
  });

  test('not one that failed, for longer each time; not ourselves, for ever', () => {
    know(a, b);
    retries.isOurs(b);
    expect([retries.failed(a), candidates.wanted()]).toEqual([1, null]);
    seconds += 1;
    expect(candidates.wanted()).toMatchObject(a);
    for (let failures = 2; failures <= 20; failures++) expect(retries.failed(a)).toBe(failures);
    seconds += HOUR / 2 - 1;
    expect(candidates.wanted()).toBeNull();
    seconds += 1;
    expect(wanted()).toEqual(new Set([a.host]));
    retries.failed(a);
    retries.succeeded(a);
    expect(retries.failed(a)).toBe(1);
  });

  test('one that was connected soon again', () => {
    know(a);
    for (let failures = 1; failures <= 20; failures++) retries.failed(a);
    retries.lost(a);
    seconds += 1;
    expect(candidates.wanted()).toMatchObject(a);
  });
});

test('what is remembered of failures is bounded', () => {
  for (let port = 1; port <= 1500; port++) retries.failed({ host: a.host, port });
  const waiting = Array.from({ length: 1500 }, (_, n) => retries.mayDial({ host: a.host, port: n + 1 }));
  expect(waiting.filter((may) => !may)).toHaveLength(1000);
  expect(waiting[1499]).toBe(false);
});

test('for feelers: those that were never tried, neighbours included', () => {
  know(a, { host: '8.8.2.2', port: 1 });
  store.markTried(a);
  connect(a);
  expect(candidates.feeler()).toMatchObject({ host: '8.8.2.2' });
  connect({ host: '8.8.2.2', port: 1 }, { outbound: false });
  expect(candidates.feeler()).toBeNull();
});

describe('a place in the tried table that two want', () => {
  let occupant: Address;

  beforeEach(() => {
    for (let n = 0; store.counts().collisions === 0; n++) {
      const peer = { host: `8.8.${n >> 8}.${n & 255}`, port: 1 };
      store.add([{ ...peer, timestamp: BigInt(T0) }], { source: { host: `${20 + (n % 100)}.1.1.1`, port: 1 } });
      store.markTried(peer);
    }
    seconds += 5 * HOUR;
    const { host, port } = store.selectCollision() ?? a;
    occupant = { host, port };
  });

  test('its occupant is tested, but not twice within a minute', () => {
    expect(candidates.occupant()).toMatchObject(occupant);
    store.markAttempted(occupant);
    expect(candidates.occupant()).toBeNull();
    seconds += 61;
    expect(candidates.occupant()).toMatchObject(occupant);
    retries.failed(occupant);
    expect(candidates.occupant()).toBeNull();
  });

  test('an occupant that we are connected with needs no test', () => {
    connect(occupant);
    expect(candidates.occupant()).toBeNull();
    expect(store.find(occupant)?.lastSuccess).toBe(seconds);
    store.resolveCollisions();
    expect(store.counts().collisions).toBe(0);
    expect(store.find(occupant)?.tried).toBe(true);
  });

  test('an occupant that came to us has yet to show that it can be reached', () => {
    connect(occupant, { outbound: false });
    expect(candidates.occupant()).toMatchObject(occupant);
  });
});
