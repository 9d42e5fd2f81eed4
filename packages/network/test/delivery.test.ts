import { afterEach, describe, expect, test } from '@jest/globals';
import { close, Delivery, NodeType, type OutboundMessage, out } from '@salvia/protocol';
import fc from 'fast-check';
import { expand } from '../src/delivery/expand.ts';
import { RawPeer } from './kit/raw-peer.ts';
import { at, bytes32, createPark, newTip, type TestServer, until } from './kit/servers.ts';

const { FULL_NODE, FARMER, TIMELORD, WALLET } = NodeType;
const { RESPOND, BROADCAST, BROADCAST_TO_OTHERS, RANDOM, SPECIFIC } = Delivery;

const tip = (delivery: Delivery, nodeId?: Uint8Array) => out('new_tip', FULL_NODE, delivery, newTip(1), nodeId);

describe('expansion, for any connections, origin, choice and kind', () => {
  const target = fc.record({
    nodeType: fc.constantFrom(...Object.values(NodeType)),
    id: fc.integer({ min: 0, max: 9 }),
  });
  const scene = fc.record({
    live: fc.array(target, { maxLength: 12 }),
    originIndex: fc.option(fc.nat({ max: 15 })),
    to: fc.constantFrom(...Object.values(NodeType)),
    delivery: fc.constantFrom(...Object.values(Delivery)),
    named: fc.option(fc.integer({ min: 0, max: 9 })),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });

  test('reaches whom network 1.3 says', () => {
    fc.assert(
      fc.property(scene, ({ live, originIndex, to, delivery, named, random }) => {
        const connections = live.map(({ nodeType, id }) => ({ peer: { nodeType, nodeId: bytes32(id) } }));
        const origin =
          originIndex === null ? null : (connections[originIndex] ?? { peer: { nodeType: to, nodeId: bytes32(99) } });
        const nodeId = named === null ? undefined : bytes32(named);
        const message = { to, delivery, ...(nodeId && { nodeId }) } as OutboundMessage;
        const { receivers, closing } = expand(message, origin, connections, () => random);

        const ofType = connections.filter(({ peer }) => peer.nodeType === to);
        const bearers = named === null ? [] : ofType.filter(({ peer }) => peer.nodeId[0] === named);
        const own = ofType.filter((connection) => connection === origin);
        // An independent statement of the table, by kind.
        if (delivery === Delivery.RESPOND) expect(receivers).toEqual(own);
        if (delivery === Delivery.BROADCAST) expect(receivers).toEqual(ofType);
        if (delivery === Delivery.BROADCAST_TO_OTHERS) expect(receivers.length).toBe(ofType.length - own.length);
        if (delivery === Delivery.SPECIFIC) expect(receivers).toEqual(bearers);
        if (delivery === Delivery.RANDOM) expect(receivers.length).toBe(Math.min(1, ofType.length));
        if (delivery === Delivery.CLOSE) expect(closing).toEqual(named === null ? own : bearers);
        expect(receivers.length === 0 || closing.length === 0).toBe(true);
        expect([...receivers, ...closing].every((reached) => ofType.includes(reached))).toBe(true);
        expect(new Set([...receivers, ...closing]).size).toBe(receivers.length + closing.length);
        if (delivery === Delivery.BROADCAST_TO_OTHERS) expect(receivers.includes(origin as never)).toBe(false);
      }),
    );
  });

  test('RANDOM reaches each with equal chance', () => {
    const connections = [1, 2, 3, 4].map((id) => ({ peer: { nodeType: FULL_NODE, nodeId: bytes32(id) } }));
    const reached = Array.from(
      { length: 400 },
      (_, i) => expand(tip(RANDOM), null, connections, () => i / 400).receivers[0],
    );
    expect(connections.map((connection) => reached.filter((each) => each === connection).length)).toEqual([
      100, 100, 100, 100,
    ]);
  });
});

describe('over sockets', () => {
  const park = createPark();
  afterEach(() => park.stopAll());

  /** A node with three full nodes and a timelord; the first full node triggers what `answer` yields. */
  async function scene(answer: (peers: Uint8Array[]) => OutboundMessage[]) {
    const ids = [bytes32(1), bytes32(2), bytes32(3)];
    const node: TestServer = await park.start(FULL_NODE, {
      handlers: {
        async *removing_tip() {
          yield* answer(ids);
        },
      },
    });
    const peers: RawPeer[] = [];
    for (const id of ids) peers.push(await RawPeer.greet(node, FULL_NODE, id));
    const timelord = await RawPeer.greet(node, TIMELORD, bytes32(4));
    await until(() => node.connections().length === 4);
    return {
      node,
      peers,
      timelord,
      async trigger(): Promise<void> {
        peers[0]?.say('removing_tip', { headerHash: bytes32(0) });
        await until(() => node.received.length === 1);
      },
      /** How many messages each full node got, once `total` have arrived, and nothing more is on its way. */
      async counts(total: number): Promise<number[]> {
        const counts = () => peers.map((peer) => peer.messages(FULL_NODE, FULL_NODE).length);
        await until(() => counts().reduce((sum, each) => sum + each, 0) >= total);
        for (const peer of peers) if (peer.ws.readyState === peer.ws.OPEN) await answerToPing(peer);
        return counts();
      },
    };
  }

  /** What was sent before the answer to a ping has arrived when that answer has. */
  async function answerToPing(peer: RawPeer): Promise<void> {
    peer.say('ping', { nonce: bytes32(200) });
    await until(() => peer.messages(FULL_NODE, FULL_NODE).some(({ name }) => name === 'pong'));
    const index = peer.frames.findIndex((frame) => Buffer.from(frame).includes('pong'));
    peer.frames.splice(index, 1);
  }

  test.each([
    ['RESPOND', [tip(RESPOND)], [1, 0, 0]],
    ['BROADCAST', [tip(BROADCAST)], [1, 1, 1]],
    ['BROADCAST_TO_OTHERS', [tip(BROADCAST_TO_OTHERS)], [0, 1, 1]],
    ['SPECIFIC', [tip(SPECIFIC, bytes32(2))], [0, 1, 0]],
    ['SPECIFIC without an id', [tip(SPECIFIC)], [0, 0, 0]],
    ['SPECIFIC to somebody of another type', [tip(SPECIFIC, bytes32(4))], [0, 0, 0]],
    [
      'RESPOND to a type that did not ask',
      [out('new_lca', WALLET, RESPOND, { lcaHash: bytes32(1), height: 1, weight: 1n })],
      [0, 0, 0],
    ],
    ['several in order', [tip(RESPOND), tip(BROADCAST), tip(RESPOND)], [3, 1, 1]],
  ])('%s', async (_, messages, expected) => {
    const { trigger, counts } = await scene(() => messages);
    await trigger();
    expect(await counts(expected.reduce((sum, each) => sum + each, 0))).toEqual(expected);
  });

  test('RANDOM reaches one', async () => {
    const { trigger, counts } = await scene(() => [tip(RANDOM)]);
    await trigger();
    expect((await counts(1)).sort()).toEqual([0, 0, 1]);
  });

  test('CLOSE closes whoever asked, and sends nothing', async () => {
    const { trigger, peers, node, counts } = await scene(() => [close(FULL_NODE)]);
    await trigger();
    await peers[0]?.closed;
    expect(await counts(0)).toEqual([0, 0, 0]);
    expect(node.connections()).toHaveLength(3);
    expect(node.errors).toEqual([]);
  });

  test('CLOSE with an id closes that one', async () => {
    const { trigger, peers, node } = await scene(() => [close(FULL_NODE, bytes32(3))]);
    await trigger();
    await peers[2]?.closed;
    expect(node.connections()).toHaveLength(3);
  });

  test('a closing in the middle of a broadcast skips nobody', async () => {
    const { trigger, peers, counts } = await scene(() => [close(FULL_NODE, bytes32(1)), tip(BROADCAST)]);
    await trigger();
    await peers[0]?.closed;
    expect(await counts(2)).toEqual([0, 1, 1]);
  });

  test('messages of timers have no origin', async () => {
    const { node, counts } = await scene(() => []);
    await node.push([tip(RESPOND), tip(BROADCAST_TO_OTHERS)]);
    expect(await counts(3)).toEqual([1, 1, 1]);
  });

  test('what a timer pushes may fail, and says so', async () => {
    const { node } = await scene(() => []);
    async function* failing(): AsyncGenerator<OutboundMessage> {
      yield tip(BROADCAST);
      throw new RangeError('no more');
    }
    await expect(node.push(failing())).rejects.toThrow(RangeError);
  });
});

describe('onConnect', () => {
  const park = createPark();
  afterEach(() => park.stopAll());

  test('runs on both sides, after the acknowledgement', async () => {
    const greeting = (height: number) => () => [out('new_tip', FULL_NODE, RESPOND, newTip(height))];
    const a = await park.start(FULL_NODE, { onConnect: greeting(1) });
    const b = await park.start(FULL_NODE, { onConnect: greeting(2) });
    await b.dial({ ...at(a), nodeType: FULL_NODE });
    const heights = ({ received }: TestServer) =>
      received.filter(({ name }) => name === 'new_tip').map(({ body }) => (body as { height: number }).height);
    await until(() => heights(a).length === 1 && heights(b).length === 1);
    expect([heights(a), heights(b)]).toEqual([[2], [1]]);
    expect(a.received.map(({ name }) => name)).toContain('request_peers');
    expect(b.received.map(({ name }) => name)).not.toContain('request_peers');
  });

  test('one of the dialler’s own takes the place of the server’s', async () => {
    const a = await park.start(FULL_NODE);
    const b = await park.start(FARMER, { onConnect: () => [close(FULL_NODE)] });
    await b.dial({ ...at(a), nodeType: FULL_NODE, onConnect: () => [] });
    await until(() => a.connections().length === 1);
    expect(b.connections()).toHaveLength(1);
  });

  test('its failure is ours: the connection stays', async () => {
    const node = await park.start(FULL_NODE, {
      onConnect: () => {
        throw new TypeError('bug');
      },
    });
    const peer = await RawPeer.greet(node);
    await until(() => node.errors.length === 1);
    expect(node.errors).toEqual(['HANDLER_FAILED']);
    peer.say('new_tip', newTip(1));
    await until(() => node.received.length === 1);
  });
});
