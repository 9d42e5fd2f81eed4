import { describe, expect, test } from '@jest/globals';
import type { DialRequest, FrameSocket, ListenRequest } from '@salvia/network';
import fc from 'fast-check';
import { createClock, createNetwork, createTrace, type LinkQuality } from '../../src/index.ts';

const startMs = 1_700_000_000_000;
const address = { host: '20.0.0.2', port: 8444 };

/** One end of a connection, and what it has seen: frames as their bytes with the moment, and the end. */
interface End {
  readonly socket: FrameSocket;
  readonly seen: string[];
}

/** Two hosts, one of which listens. */
function world(quality: LinkQuality, listening: Partial<ListenRequest> = {}) {
  const clock = createClock({ seed: 'network', startMs });
  const trace = createTrace(clock.now);
  const network = createNetwork({ seed: 'network', clock, links: { usual: quality }, trace });
  const dialler = network.transport({ name: 'a', host: '20.0.0.1', nodeId: new Uint8Array(32).fill(1) });
  const listener = network.transport({ name: 'b', host: address.host, nodeId: new Uint8Array(32).fill(2) });
  const refused: string[] = [];
  const accepted: End[] = [];
  let places = 0;

  const elapsed = (): number => clock.now() - startMs;

  function end(socket: FrameSocket): End {
    const seen: string[] = [];
    socket.listen({
      onFrame: (frame) => seen.push(`${[...frame]} at ${elapsed()}`),
      onError: (cause) => seen.push(`${cause} at ${elapsed()}`),
      onClose: () => seen.push(`closed at ${elapsed()}`),
    });
    return { socket, seen };
  }

  const request: ListenRequest = {
    ...address,
    maxFrameBytes: 1000,
    openingTimeoutMs: 5_000,
    admit() {
      places += 1;
      return () => {
        places -= 1;
      };
    },
    refused: (_host, code) => refused.push(code),
    accept: (socket) => accepted.push(end(socket)),
    ...listening,
  };
  const dial = (wanted: Partial<DialRequest> = {}): Promise<End> =>
    dialler.dial(
      { ...address, maxFrameBytes: 1000, timeoutMs: 10_000, signal: new AbortController().signal, ...wanted },
      end,
    );

  return {
    clock,
    network,
    trace,
    refused,
    elapsed,
    dial,
    listen: () => listener.listen(request),
    places: () => places,
    /** A connection, from both ends. */
    async connected(): Promise<{ readonly near: End; readonly far: End }> {
      await listener.listen(request);
      const near = await clock.settle(dial());
      return { near, far: accepted.at(-1) as End };
    },
  };
}

const send = ({ socket }: End, ...bytes: number[]): void => socket.send(Uint8Array.from(bytes), () => undefined);

describe('dialling', () => {
  test('takes three times there and back, and shows both who the other is', async () => {
    const { connected, elapsed, places } = world({ latencyMs: 100 });
    const { near, far } = await connected();
    expect(elapsed()).toBe(600);
    expect(near.socket).toMatchObject({ host: '20.0.0.2', certificate: { nodeId: new Uint8Array(32).fill(2) } });
    expect(far.socket).toMatchObject({ host: '20.0.0.1', certificate: { nodeId: new Uint8Array(32).fill(1) } });
    expect(places()).toBe(0);
  });

  test.each([
    ['nobody listens there', 'ECONNREFUSED', 200, { port: 1 }],
    ['nobody has that address', 'ETIMEDOUT', 10_000, { host: '20.0.0.3' }],
  ])('fails where %s', async (_what, cause, after, wanted) => {
    const { clock, dial, elapsed, listen } = world({ latencyMs: 100 });
    await listen();
    const failed = clock.settle(dial(wanted));
    await expect(failed).rejects.toMatchObject({ code: 'CONNECT_FAILED', context: { cause } });
    expect(elapsed()).toBe(after);
  });

  test('fails where it is not admitted', async () => {
    const { clock, dial, listen, refused } = world({ latencyMs: 100 }, { admit: () => 'PEER_BANNED' });
    await listen();
    await expect(clock.settle(dial())).rejects.toMatchObject({ context: { cause: 'ECONNRESET' } });
    expect(refused).toEqual(['PEER_BANNED']);
  });

  test('fails behind a barrier, and gives back the place that it had', async () => {
    const { clock, dial, listen, network, places, refused } = world({ latencyMs: 100 });
    await listen();
    const failed = dial().catch((error: unknown) => error);
    await clock.pass(150);
    expect(places()).toBe(1);
    network.part([['a']]);
    await clock.pass(6_000);
    expect([places(), refused]).toEqual([0, ['HANDSHAKE_TIMEOUT']]);
    expect(await clock.settle(failed)).toMatchObject({ code: 'CONNECT_FAILED', context: { cause: 'ETIMEDOUT' } });
  });

  test('ends when it is called off', async () => {
    const { clock, dial, listen, network } = world({ latencyMs: 100 });
    await listen();
    const ending = new AbortController();
    const failed = dial({ signal: ending.signal }).catch((error: unknown) => error);
    await clock.pass(550); // the other side has accepted
    ending.abort();
    expect(await clock.settle(failed)).toMatchObject({ code: 'CONNECT_FAILED', context: { cause: 'ABORTED' } });
    await clock.pass(1000);
    expect(network.size).toBe(0);
  });

  test('a port is taken once', async () => {
    const { listen } = world({ latencyMs: 100 });
    const first = await listen();
    await expect(listen()).rejects.toMatchObject({ code: 'PORT_IN_USE' });
    await first.close();
    await listen();
  });
});

describe('frames', () => {
  test('take the latency of the line, and more if the line is narrow', async () => {
    const { clock, connected } = world({ latencyMs: 100, bytesPerSecond: 1000 });
    const { near, far } = await connected();
    let left = 0;
    for (const byte of [1, 2]) near.socket.send(new Uint8Array(100).fill(byte), () => (left += 1));
    expect(near.socket.bufferedAmount).toBe(200);
    await clock.pass(150);
    expect([left, near.socket.bufferedAmount, far.seen.length]).toEqual([1, 100, 0]);
    await clock.pass(1000);
    expect([left, near.socket.bufferedAmount]).toEqual([2, 0]);
    expect(far.seen.map((text) => text.split(' ').slice(1))).toEqual([
      ['at', '800'],
      ['at', '900'],
    ]);
  });

  test('property: all arrive, in order, however many are lost on the way and sent again', async () => {
    const qualities = fc.record({
      latencyMs: fc.nat(200),
      jitterMs: fc.nat(300),
      lossRate: fc.constantFrom(0, 0.01, 0.1),
    });
    await fc.assert(
      fc.asyncProperty(qualities, async (quality) => {
        const { clock, connected } = world(quality);
        const { near, far } = await connected();
        for (let n = 0; n < 50; n++) send(near, n);
        await clock.pass(300_000);
        expect(far.seen.map((text) => Number(text.split(' ')[0]))).toEqual(Array.from({ length: 50 }, (_, n) => n));
      }),
      { numRuns: 20 },
    );
  });

  test('wait while the receiver does not read, and fill the buffer of the sender', async () => {
    const { clock, connected } = world({ latencyMs: 10 });
    const { near, far } = await connected();
    far.socket.pause();
    const sent = 3000;
    for (let n = 0; n < sent; n++) near.socket.send(new Uint8Array(1000), () => undefined);
    await clock.pass(1000);
    expect(far.seen).toHaveLength(0);
    expect(near.socket.bufferedAmount).toBeGreaterThan(1_000_000);
    far.socket.resume();
    await clock.pass(1000);
    expect([far.seen.length, near.socket.bufferedAmount]).toEqual([sent, 0]);
  });

  test('may not be larger than the receiver allows', async () => {
    const { clock, connected } = world({ latencyMs: 10 });
    const { near, far } = await connected();
    near.socket.send(new Uint8Array(1001), () => undefined);
    await clock.pass(100);
    expect(far.seen).toEqual(['FRAME_TOO_LARGE at 70', 'closed at 70']);
    expect(near.seen).toEqual(['closed at 80']);
  });

  test('may be bounded in all', async () => {
    const { clock, connected } = world({ latencyMs: 10 });
    const { near, far } = await connected();
    far.socket.limitBytes(30, () => far.socket.terminate());
    send(near, 1, 2, 3);
    send(near, ...new Uint8Array(30));
    await clock.pass(100);
    expect(far.seen).toEqual(['1,2,3 at 70', 'closed at 70']);
  });

  test('are lost for ever on a line that breaks', async () => {
    const { clock, connected } = world({ latencyMs: 10, breakRate: 1 });
    const { near, far } = await connected();
    send(near, 1);
    await clock.pass(100);
    expect([near.seen, far.seen]).toEqual([
      ['null at 70', 'closed at 70'],
      ['null at 70', 'closed at 70'],
    ]);
  });
});

describe('the end', () => {
  test('comes politely, after what was sent before', async () => {
    const { clock, connected, network } = world({ latencyMs: 10 });
    const { near, far } = await connected();
    send(near, 1);
    near.socket.close();
    send(near, 2);
    await clock.pass(100);
    expect(far.seen).toEqual(['1 at 70', 'closed at 70']);
    expect(near.seen).toEqual(['closed at 80']);
    expect(network.size).toBe(0);
  });

  test('comes at once', async () => {
    const { clock, connected } = world({ latencyMs: 10 });
    const { near, far } = await connected();
    send(near, 1);
    near.socket.terminate();
    await clock.pass(100);
    expect([near.seen, far.seen]).toEqual([['closed at 60'], ['closed at 70']]);
  });

  test('comes after two seconds where nobody answers', async () => {
    const { clock, connected, network } = world({ latencyMs: 10 });
    const { near } = await connected();
    network.part([['a']]);
    near.socket.close();
    await clock.pass(5_000);
    expect(near.seen).toEqual(['closed at 2060']);
  });
});

describe('barriers', () => {
  test('hold what is sent, until they are gone', async () => {
    const { clock, connected, network } = world({ latencyMs: 10 });
    const { near, far } = await connected();
    network.part([['a'], ['b']]);
    send(near, 1);
    await clock.pass(1000);
    send(near, 2);
    expect(far.seen).toEqual([]);
    network.heal();
    await clock.pass(1000);
    expect(far.seen.map((text) => text[0])).toEqual(['1', '2']);
    expect(near.seen).toEqual([]);
  });

  test('a line that stays cut is given up by both ends', async () => {
    const { clock, connected, network } = world({ latencyMs: 10 });
    const { near, far } = await connected();
    network.unplug('b');
    send(near, 1);
    await clock.pass(1_000_000);
    expect([near.seen[0], far.seen[0]]).toEqual(['null at 900070', 'null at 900070']);
    expect(network.size).toBe(0);
  });

  test('may break what they cut, and only that', async () => {
    const { clock, connected, network } = world({ latencyMs: 10 });
    const { near } = await connected();
    network.part([['a', 'b'], ['c']], { breaks: true });
    await clock.pass(100);
    expect(near.seen).toEqual([]);
    network.part([['a', 'c']], { breaks: true });
    await clock.pass(100);
    expect(near.seen).toEqual(['null at 160', 'closed at 160']);
  });
});
