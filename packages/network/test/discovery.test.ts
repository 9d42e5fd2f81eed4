import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Database, IN_MEMORY, openDatabase } from '@salvia/database';
import { createPeerStore, type PeerSchema, type PeerStore, peerMigrations, systemClock } from '@salvia/peer-store';
import { Delivery, NodeType, out, type TimestampedPeerInfo } from '@salvia/protocol';
import { createDiscovery, createPeerExchange, type Discovery, type PeerExchange, systemTimers } from '../src/index.ts';
import { at, createPark, silentLog, type TestServer, until } from './kit/servers.ts';

const { FULL_NODE, INTRODUCER, TIMELORD } = NodeType;
const park = createPark();
const parts: (Discovery | Database<PeerSchema>)[] = [];
afterEach(async () => {
  for (const part of parts.splice(0)) await ('stop' in part ? part.stop() : part.close());
  await park.stopAll();
});

const seen = (port: number, timestamp = 0): TimestampedPeerInfo => ({
  host: '127.0.0.1',
  port,
  timestamp: BigInt(timestamp),
});

async function openStore(): Promise<PeerStore> {
  const db = await openDatabase<PeerSchema>({ path: IN_MEMORY, migrations: peerMigrations });
  parts.push(db);
  return createPeerStore({ db, clock: systemClock, random: randomBytes, log: silentLog }, { privateAddresses: true });
}

/** An introducer that hands out these addresses. */
const introduce = (peers: () => readonly TimestampedPeerInfo[]): Promise<TestServer> =>
  park.start(INTRODUCER, {
    handlers: {
      async *request_peers() {
        yield out('respond_peers', FULL_NODE, Delivery.RESPOND, { peerList: peers() });
      },
    },
  });

interface Node {
  readonly server: TestServer;
  readonly store: PeerStore;
  readonly exchange: PeerExchange;
  discover(introducer: TestServer | null, targetOutbound?: number, feelerIntervalMs?: number): Promise<void>;
}

/** A full node that knows how to find others. */
async function startNode(): Promise<Node> {
  const store = await openStore();
  const server: TestServer = await park.start(FULL_NODE, {
    handlers: {
      async *respond_peers({ peerList }, peer) {
        yield* await exchange.fromIntroducer(peerList, peer);
      },
      async *respond_peers_full_node({ peerList }, peer) {
        yield* await exchange.fromFullNode(peerList, peer);
      },
      async *request_peers(_, peer) {
        const peerList = await exchange.answer(peer);
        if (peerList !== null) yield out('respond_peers_full_node', FULL_NODE, Delivery.RESPOND, { peerList });
      },
    },
  });
  const exchange = createPeerExchange({ server, peerStore: store, now: Date.now });
  return {
    server,
    store,
    exchange,
    async discover(introducer, targetOutbound = 10, feelerIntervalMs = 240_000) {
      const discovery = createDiscovery({
        server,
        peerStore: store,
        introducer: introducer && at(introducer),
        targetOutbound,
        intervalMs: 20,
        feelerIntervalMs,
        log: silentLog,
      });
      parts.unshift(discovery);
      await discovery.start();
    },
  };
}

const outboundPorts = ({ server }: Node): number[] =>
  server
    .connections()
    .filter(({ type, outbound }) => type === 'FULL_NODE' && outbound)
    .map(({ port }) => port)
    .sort((a, b) => a - b);

describe('the loop', () => {
  test('asks the introducer, leaves it, and dials what it told', async () => {
    const others = [await startNode(), await startNode()];
    const introducer = await introduce(() => others.map(({ server }) => seen(server.port)));
    const node = await startNode();
    await node.discover(introducer);
    const ports = others.map(({ server }) => server.port).sort((a, b) => a - b);
    await until(() => outboundPorts(node).length === 2);
    expect(outboundPorts(node)).toEqual(ports);
    await until(() => introducer.connections().length === 0);
    expect(node.store.size).toBe(2);
  });

  test('asks again until somebody is there', async () => {
    let known: TimestampedPeerInfo[] = [];
    const introducer = await introduce(() => known);
    const node = await startNode();
    await node.discover(introducer);
    await until(() => introducer.received.length > 1);
    known = [seen((await startNode()).server.port)];
    await until(() => outboundPorts(node).length === 1);
  });

  test('does not dial itself twice, nor what does not answer over and over', async () => {
    const node = await startNode();
    const gone = await startNode();
    const dead = gone.server.port;
    await gone.server.stop();
    node.store.add([seen(node.server.port), seen(dead)]);
    await node.discover(null);
    await until(() => node.server.errors.length >= 2);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(node.server.errors.filter((code) => code === 'CONNECT_FAILED')).toHaveLength(1);
    expect(new Set(node.server.errors)).toEqual(new Set(['CONNECT_FAILED', 'SELF_CONNECTION']));
    expect(node.store.select()).toMatchObject({ port: dead });
  });

  test('stops at the target', async () => {
    const others = [await startNode(), await startNode(), await startNode()];
    const node = await startNode();
    node.store.add(others.map(({ server }) => seen(server.port)));
    await node.discover(null, 2);
    await until(() => outboundPorts(node).length === 2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(outboundPorts(node)).toHaveLength(2);
  });

  test('finds a lost peer again', async () => {
    const other = await startNode();
    const node = await startNode();
    node.store.add([seen(other.server.port)]);
    await node.discover(null);
    await until(() => other.server.connections().length === 1);
    other.server.close(node.server.nodeId);
    await until(() => other.server.connections().length === 0);
    await until(() => other.server.connections().length === 1);
    expect(node.store.select()).toMatchObject({ port: other.server.port, tried: true });
  });

  test('with enough connections it still finds out who answers, and leaves them', async () => {
    const others = [await startNode(), await startNode(), await startNode()];
    const gone = await startNode();
    const dead = at(gone.server);
    await gone.server.stop();
    const node = await startNode();
    node.store.add([...others.map(({ server }) => seen(server.port)), seen(dead.port)]);
    await node.discover(null, 1, 10);
    await until(() => node.store.counts().tried === 3 && node.store.find(dead)?.lastTry !== 0);
    await until(() => others.flatMap(({ server }) => server.connections()).length === 1);
    expect(outboundPorts(node)).toHaveLength(1);
    expect(node.store.find(dead)).toMatchObject({ tried: false, lastSuccess: 0 });
  });

  test('once a day neighbours are told where we can be reached; we never dial that', async () => {
    const other = await startNode();
    const node = await startNode();
    let time = Date.now();
    const address = { host: '127.0.0.1', port: 7 };
    node.store.add([seen(other.server.port), seen(address.port)]);
    const discovery = createDiscovery({
      ...{ server: node.server, peerStore: node.store, introducer: null, intervalMs: 20, log: silentLog },
      own: { address, exchange: createPeerExchange({ server: node.server, peerStore: node.store, now: () => time }) },
      timers: { ...systemTimers, now: () => time },
    });
    parts.unshift(discovery);
    await discovery.start();
    await until(() => outboundPorts(node).length === 1);
    const told = () => other.server.received.filter(({ name }) => name === 'respond_peers_full_node');
    expect(told()).toEqual([]);
    for (let day = 1; day <= 2; day++) {
      time += 86_400_000;
      await until(() => told().length === day);
      const timestamp = BigInt(Math.floor(time / 1000));
      expect(told().at(-1)?.body).toEqual({ peerList: [{ ...address, timestamp }] });
    }
    expect(node.server.errors).toEqual([]);
    expect(node.store.find(address)?.lastTry).toBe(0);
  });

  test('two that know the same node find each other', async () => {
    const nodes = [await startNode(), await startNode(), await startNode()];
    const [middle, ...ends] = nodes as [Node, ...Node[]];
    for (const node of ends) {
      node.store.add([seen(middle.server.port)]);
      await node.discover(null);
    }
    const links = ({ server }: Node) => server.connections().length;
    await until(() => nodes.every((node) => links(node) === 2));
  });
});

describe('what a full node tells and takes', () => {
  const now = 1_700_000_000;

  async function scene() {
    const store = await openStore();
    const server = await park.start(FULL_NODE);
    const exchange = createPeerExchange({ server, peerStore: store, now: () => now * 1000 });
    const peer = { nodeId: new Uint8Array(32), nodeType: FULL_NODE, host: '127.0.0.1', port: 9, outbound: true };
    return { store, server, exchange, outbound: peer, inbound: { ...peer, outbound: false } };
  }
  const listOf = (count: number) => Array.from({ length: count }, (_, i) => seen(i + 1, now));

  test('whom we dialled gets no answer, others a sample', async () => {
    const { store, exchange, outbound, inbound } = await scene();
    store.add([seen(1, Math.floor(Date.now() / 1000))]);
    expect(await exchange.answer(outbound)).toBeNull();
    expect(await exchange.answer(inbound)).toHaveLength(1);
  });

  test('a list is taken once, from those we asked', async () => {
    const { store, exchange, outbound, inbound } = await scene();
    await exchange.fromFullNode(listOf(5), inbound);
    expect(store.size).toBe(0);
    await exchange.fromFullNode(listOf(5), outbound);
    await exchange.fromFullNode(listOf(9), outbound);
    expect(store.size).toBe(5);
  });

  test('no list is longer than a thousand', async () => {
    const { exchange, outbound } = await scene();
    await expect(exchange.fromFullNode(listOf(1001), outbound)).rejects.toMatchObject({ code: 'INVALID_BODY' });
  });

  test('single addresses are taken from anybody, but not without end', async () => {
    const { store, exchange, inbound } = await scene();
    for (const entry of listOf(50)) await exchange.fromFullNode([entry], inbound);
    expect(store.size).toBe(10);
  });

  test('hearsay is two hours older; nonsense becomes five days', async () => {
    const { store, exchange, outbound } = await scene();
    await exchange.fromFullNode([seen(1, now), seen(2, 5), seen(3, now + 601)], outbound);
    const timestamps = [1, 2, 3].map((port) => store.find({ host: '127.0.0.1', port })?.timestamp);
    expect(timestamps).toEqual([now - 7200, now - 432_000 - 7200, now - 432_000 - 7200]);
  });

  test('a fresh address is passed on to at most two that do not know it, an old one to nobody', async () => {
    const { server, exchange, inbound } = await scene();
    for (let i = 0; i < 4; i++) await (await park.start(FULL_NODE)).dial({ ...at(server), nodeType: FULL_NODE });
    await until(() => server.connections().length === 4);
    const relayed = await exchange.fromFullNode([seen(1, now)], inbound);
    expect(relayed.map(({ name, delivery }) => [name, delivery])).toEqual(
      Array(2).fill(['respond_peers_full_node', Delivery.SPECIFIC]),
    );
    expect(new Set(relayed.map(({ nodeId }) => Buffer.from(nodeId ?? []).toString('hex'))).size).toBe(2);
    expect(await exchange.fromFullNode([seen(1, now)], inbound)).toEqual([]);
    expect(await exchange.fromFullNode([seen(2, now - 601)], inbound)).toEqual([]);
  });

  test('an address that nobody could dial is not passed on', async () => {
    const { server, exchange, inbound } = await scene();
    await (await park.start(FULL_NODE)).dial({ ...at(server), nodeType: FULL_NODE });
    await until(() => server.connections().length === 1);
    for (const nonsense of [seen(0, now), { ...seen(1, now), host: 'node.example' }]) {
      expect(await exchange.fromFullNode([nonsense], inbound)).toEqual([]);
    }
    expect(await exchange.fromFullNode([seen(1, now)], inbound)).toHaveLength(1);
  });

  test('whom we heard it from is remembered, for its share of the tables', async () => {
    const { store, exchange, outbound } = await scene();
    await exchange.fromFullNode(listOf(2), { ...outbound, host: '10.2.3.4', port: 77 });
    expect(store.find({ host: '127.0.0.1', port: 2 })?.source).toEqual({ host: '10.2.3.4', port: 77 });
    await exchange.fromIntroducer([seen(3)], { ...outbound, nodeType: INTRODUCER });
    expect(store.find({ host: '127.0.0.1', port: 3 })?.source).toEqual({ host: '127.0.0.1', port: 3 });
  });

  test('an introducer is believed only if we dialled it, and left', async () => {
    const { store, exchange, outbound, inbound } = await scene();
    const introducer = { ...outbound, nodeType: INTRODUCER };
    const answer = await exchange.fromIntroducer(listOf(3), introducer);
    expect(answer).toMatchObject([{ delivery: Delivery.CLOSE, to: INTRODUCER }]);
    expect(store.size).toBe(3);
    expect(store.sample()).toEqual([]); // never gossiped before they were seen
    for (const liar of [inbound, { ...introducer, outbound: false }]) {
      await expect(exchange.fromIntroducer(listOf(3), liar)).rejects.toMatchObject({ code: 'FUNCTION_NOT_ALLOWED' });
    }
  });

  test('a full node that comes to us becomes known; others do not', async () => {
    const { server, store } = await scene();
    const visitor = await park.start(FULL_NODE);
    await visitor.dial({ ...at(server), nodeType: FULL_NODE });
    await (await park.start(TIMELORD)).dial({ ...at(server), nodeType: FULL_NODE });
    await until(() => server.connections().length === 2 && store.size > 0);
    expect(store.size).toBe(1);
    expect(store.select()).toMatchObject({ port: visitor.port, timestamp: now, tried: false });
  });
});
