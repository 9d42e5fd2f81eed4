import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { systemTimers, type Timers } from '@salvia/network';
import type { OutboundMessage } from '@salvia/protocol';
import { createCompactBroadcast } from '../../src/flow/compact-broadcast.ts';
import { createUncompactBlocks } from '../../src/flow/uncompact-blocks.ts';
import type { NodeState } from '../../src/state.ts';
import { createFarm, type Farm, type Grown } from '../support/farm.ts';
import { withLongProofs } from '../support/long-proofs.ts';
import { createNode, summary } from '../support/node.ts';

let farm: Farm;
let compact: Grown[];
let stored: Grown[];
let node: NodeState;

beforeAll(async () => {
  farm = await createFarm();
  compact = await farm.growChain(farm.genesis, 9);
  // Heights 1 to 6 are below the LCA; 2 has its compact proof from the beginning.
  stored = withLongProofs(compact).map((grown, index) => (index === 1 ? (compact[1] as Grown) : grown));
}, 120_000);
afterAll(() => farm.close());

beforeEach(async () => {
  node = await createNode(farm.network, stored);
});
afterEach(() => node.chain.close());

/** Time that passes when a test says so. */
function manualTimers() {
  const waiting: { milliseconds: number; wake: () => void }[] = [];
  const timers: Timers = {
    ...systemTimers,
    pause: (milliseconds, signal) =>
      new Promise<void>((resolve) => {
        waiting.push({ milliseconds, wake: resolve });
        signal?.addEventListener('abort', () => resolve());
      }),
  };
  return {
    timers,
    /** Waits until somebody waits. @returns for how long */
    async asleep(): Promise<number> {
      while (waiting.length === 0) await new Promise((resolve) => setImmediate(resolve));
      return waiting[0]?.milliseconds ?? 0;
    },
    wake: () => waiting.shift()?.wake(),
  };
}

function broadcast(intervalSeconds: number) {
  const clock = manualTimers();
  const sent: OutboundMessage[] = [];
  const world = { paused: false, timelord: true };
  const part = createCompactBroadcast({
    state: { ...node, timers: clock.timers },
    server: {
      connections: () => (world.timelord ? [{ type: 'TIMELORD' }] : []) as never,
      push: async (messages) => {
        for await (const message of messages) sent.push(message);
      },
    },
    intervalSeconds,
    paused: () => world.paused,
    random: () => 0,
    fatal: (error) => {
      throw error;
    },
  });
  return { part, sent, world, ...clock };
}

const heightsOf = async (blocks: ReturnType<typeof createUncompactBlocks>, count: number) =>
  (await blocks.choose(count)).map(({ header }) => header.data.height).toSorted((a, b) => a - b);

test('blocks below the LCA are chosen that have no compact proof yet', async () => {
  const blocks = createUncompactBlocks(node, Math.random);
  expect(await heightsOf(blocks, 50)).toEqual([1, 3, 4, 5, 6]);
  await node.chain.replaceProofOfTime((compact[0] as Grown).proofOfTime);
  await node.chain.replaceProofOfTime((compact[4] as Grown).proofOfTime);
  expect(await heightsOf(blocks, 50)).toEqual([3, 4, 6]);
});

test('if there are too many, some are chosen by lot', async () => {
  const lots = [0.999, 0, 0.5];
  const blocks = createUncompactBlocks(node, () => lots.shift() ?? 0);
  expect((await blocks.choose(3)).map(({ header }) => header.data.height)).toEqual([6, 1, 4]);
});

test('timelords are told of the challenge and its iterations, block by block, again and again', async () => {
  const { part, sent, asleep, wake } = broadcast(1800);
  await part.start();
  expect(await asleep()).toBe(1_800_000);
  const pair = ['challenge_start TIMELORD BROADCAST', 'proof_of_space_info TIMELORD BROADCAST'];
  expect(summary(sent)).toEqual(Array.from({ length: 5 }, () => pair).flat());
  const { block, proofOfTime } = stored[0] as Grown;
  const { challengeHash, numberOfIterations } = proofOfTime;
  expect(sent.slice(0, 2).map(({ body }) => body)).toEqual([
    { challengeHash, weight: block.header.data.weight },
    { challengeHash, iterationsNeeded: numberOfIterations },
  ]);
  wake();
  await asleep();
  expect(sent).toHaveLength(20);
  await part.stop();
});

test('a short interval has short rounds, so that no timelord has to complain', async () => {
  const { part, sent, asleep } = broadcast(1);
  await part.start();
  expect(await asleep()).toBe(1000);
  expect(sent).toHaveLength(4);
  await part.stop();
});

test('nobody is asked during a sync, nor without a timelord; soon after, they are', async () => {
  const { part, sent, world, asleep, wake } = broadcast(1800);
  world.paused = true;
  await part.start();
  expect(await asleep()).toBe(30_000);
  Object.assign(world, { paused: false, timelord: false });
  wake();
  expect(await asleep()).toBe(30_000);
  expect(sent).toEqual([]);
  world.timelord = true;
  wake();
  expect(await asleep()).toBe(1_800_000);
  expect(sent).toHaveLength(10);
  await part.stop();
});

test('an interval of 0 means never', async () => {
  const { part, sent } = broadcast(0);
  await part.start();
  await part.stop();
  expect(sent).toEqual([]);
});
