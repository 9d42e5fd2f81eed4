import { describe, expect, test } from '@jest/globals';
import { type BanList, createBanList, createServer, type Server } from '@salvia/network';
import { Delivery, type Handlers, messageNames, NodeType, out } from '@salvia/protocol';
import {
  createSimulation,
  type HostileScript,
  type Links,
  type NodeSpec,
  type Place,
  runScenario,
  type SimulatedNode,
  type Simulation,
} from '../../src/index.ts';

const networkId = 'test-network';
const startMs = 1_700_000_000_000;
const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

interface Spec extends NodeSpec {
  /** Whom it stays connected with. */
  readonly knows?: readonly string[];
}

/** Passes on what it hears of tips, and nothing else. */
interface Gossip extends SimulatedNode {
  readonly server: Server;
  readonly bans: BanList;
  readonly heard: Set<number>;
  tell(height: number): Promise<void>;
}

type World = Simulation<Spec, Gossip>;

const tip = (height: number) => ({ height, weight: BigInt(height), headerHash: new Uint8Array(32) });

async function gossip({ knows = [] }: Spec, place: Place): Promise<Gossip> {
  const { host, port, identity, transport, timers, random } = place;
  const heard = new Set<number>();
  const bans = createBanList(timers.now);
  const handlers = {
    ...Object.fromEntries(messageNames.map((name) => [name, async function* () {}])),
    async *new_tip({ height }: { height: number }) {
      if (heard.has(height)) return;
      heard.add(height);
      yield out('new_tip', NodeType.FULL_NODE, Delivery.BROADCAST_TO_OTHERS, tip(height));
    },
  } as unknown as Handlers<typeof NodeType.FULL_NODE>;
  const server = createServer({
    nodeType: NodeType.FULL_NODE,
    networkId,
    host,
    port,
    identity,
    transport,
    timers,
    bans,
    random: random.fraction,
    randomBytes: random.bytes,
    insecure: false,
    handlers,
    log,
  });
  return {
    server,
    bans,
    heard,
    async start() {
      await server.start();
      server.keepConnected(knows.map((name) => ({ ...place.addressOf(name), nodeType: NodeType.FULL_NODE })));
    },
    stop: () => server.stop(),
    async tell(height) {
      heard.add(height);
      await server.push([out('new_tip', NodeType.FULL_NODE, Delivery.BROADCAST, tip(height))]);
    },
  };
}

/** Each knows its two neighbours. */
const ring = (count: number): Spec[] =>
  Array.from({ length: count }, (_, index) => ({
    name: String(index),
    knows: [String((index + 1) % count), String((index + 2) % count)],
  }));

const links: Links = { usual: { latencyMs: 80, jitterMs: 40, lossRate: 0.01 } };
const newWorld = (seed: string): World => createSimulation({ seed, links, startMs, networkId, nodes: gossip });

async function ringOf(count: number, seed = 'ring'): Promise<World> {
  const world = newWorld(seed);
  for (const spec of ring(count)) await world.join(spec);
  await world.clock.pass(30_000); // who dials a host that is not there yet tries again after 15 s
  return world;
}

const heardBy = (world: World, height: number): number =>
  [...world.nodes().values()].filter(({ heard }) => heard.has(height)).length;

describe('a simulation', () => {
  test('is the same to the byte and the millisecond for the same seed, and another one for another', async () => {
    async function run(seed: string): Promise<unknown> {
      const world = await ringOf(12, seed);
      await world.node('3').tell(7);
      await world.clock.pass(5_000);
      await world.leave('4');
      await world.join({ name: '4', knows: ['9'] });
      await world.unleash('noisy', noisy);
      await world.clock.pass(20_000);
      const seen = { digest: world.trace.digest(), counts: world.trace.counts(), now: world.clock.now() };
      await world.close();
      return seen;
    }
    const [first, again, other] = [await run('one'), await run('one'), await run('two')];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test('carries messages from node to node, and leaves nothing behind', async () => {
    const world = await ringOf(20);
    await world.node('0').tell(1);
    const took = await world.clock.until(() => heardBy(world, 1) === 20, { withinMs: 10_000 });
    expect(took).toBeGreaterThanOrEqual(5 * 80); // five hops, each of two places, to the other side of the ring
    await world.close();
    expect(world.network.size).toBe(0);
  });

  test('nodes leave and come back to their old addresses', async () => {
    const world = await ringOf(6);
    const before = world.addressOf('2');
    await world.leave('2');
    expect(() => world.node('2')).toThrow(expect.objectContaining({ code: 'UNKNOWN_NODE' }));
    await world.clock.pass(10_000);
    await world.join({ name: '2' });
    expect(world.addressOf('2')).toEqual(before);
    // Those who know it are soon connected again.
    const isBack = () => world.node('2').server.connections().length === 2;
    expect(await world.clock.until(isBack, { withinMs: 30_000 })).not.toBeNull();
    await expect(world.join({ name: '2' })).rejects.toMatchObject({ code: 'NAME_TAKEN' });
    await world.close();
  });

  test('of a node that leaves silently the others learn only later', async () => {
    const world = await ringOf(6);
    const connections = () => world.node('1').server.connections().length;
    const before = connections();
    await world.leave('2', { silently: true });
    await world.clock.pass(60_000);
    expect(connections()).toBe(before);
    expect(await world.clock.until(() => connections() === before - 1, { withinMs: 900_000 })).not.toBeNull();
    await world.close();
  });
});

/** Says what is no message. */
const noisy: HostileScript = { dials: ['0', '1', '2'], againMs: 1_000, steps: [{ noise: 100 }] };

describe('hostile peers', () => {
  const scripts: [string, HostileScript['steps'], string][] = [
    ['noise', [{ noise: 100 }], 'MALFORMED_FRAME'],
    ['nonsense', [{ waitMs: 50 }, { nonsense: true }], 'MALFORMED_FRAME'],
    ['a frame', [{ frame: new Uint8Array() }], 'MALFORMED_FRAME'],
    ['a message', [{ say: 'handshake_ack', body: {} }], 'FUNCTION_NOT_ALLOWED'],
  ];
  test.each(scripts)('send %s', async (_what, steps, code) => {
    const world = await ringOf(4);
    await world.unleash('hostile', { ...noisy, steps });
    await world.clock.pass(5_000);
    const { host } = world.addressOf('hostile');
    const bans = ['0', '1', '2', '3'].map((name) => world.node(name).bans.list());
    const ban = expect.objectContaining({ key: `host ${host}`, reason: code });
    expect(bans).toEqual([[ban], [ban], [ban], []]);
    await world.close();
  });

  test('answer, and hang up', async () => {
    const world = await ringOf(3);
    const steps = [{ say: 'new_tip', body: tip(5) }] as const;
    await world.unleash('hostile', {
      dials: ['0'],
      againMs: 60_000,
      steps,
      answers: { ping: [{ say: 'new_tip', body: tip(6) }, { hangUp: true }] },
    });
    await world.clock.pass(5_000);
    expect([heardBy(world, 5), heardBy(world, 6)]).toEqual([3, 3]);
    expect(world.node('0').bans.list()).toEqual([]);
    expect(world.node('0').server.connections()).toHaveLength(2);
    await world.close();
  });
});

describe('a scenario', () => {
  const tell = async ({ name, height }: { name: string; height: number }, world: World) =>
    world.node(name).tell(height);
  const holds = {
    'all have heard of it': (world: World) => heardBy(world, 1) === world.nodes().size,
    'half have heard of it': (world: World) => heardBy(world, 1) === world.nodes().size / 2,
  };

  test('happens as it is written, and tells when what is expected came to hold', async () => {
    const names = Array.from({ length: 10 }, (_, index) => String(index));
    const { findings, simulation, simulatedMs } = await runScenario(
      {
        seed: 'scenario',
        links,
        startMs,
        nodes: ring(10),
        events: [
          { atMs: 39_000, part: [names.slice(0, 5), names.slice(5)] },
          { atMs: 40_000, act: { name: '2', height: 1 } },
          { atMs: 60_000, heal: true },
        ],
        expect: [
          { that: 'half have heard of it', fromMs: 40_000, withinMs: 5_000 },
          { that: 'all have heard of it', fromMs: 45_000, withinMs: 10_000 },
          { that: 'all have heard of it', fromMs: 60_000, withinMs: 10_000 },
        ],
      },
      { nodes: gossip, networkId, holds, act: tell },
    );
    const [half, no, all] = findings;
    expect(half?.afterMs).toBeGreaterThan(100);
    expect(no).toEqual({ that: 'all have heard of it', afterMs: null });
    expect(all?.afterMs).toBeGreaterThan(100);
    expect(simulatedMs).toBe(60_000 + (all?.afterMs ?? 0));
    await simulation.close();
  });

  test('that expects what nobody can see is refused', async () => {
    const scenario = { seed: 'x', links, startMs, nodes: [], events: [], expect: [{ that: 'peace', withinMs: 1 }] };
    const run = runScenario<Spec, Gossip>(scenario, { nodes: gossip, holds: {} });
    await expect(run).rejects.toMatchObject({ code: 'UNKNOWN_EXPECTATION', context: { that: 'peace' } });
  });
});
