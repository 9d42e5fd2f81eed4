import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Delivery, type FullBlock, MempoolInclusionStatus, NodeType, out, type Peer } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import { onConnect } from '../../src/flow/on-connect.ts';
import { createHandlers } from '../../src/handlers/index.ts';
import { createFarm, type Farm, type Grown } from '../support/farm.ts';
import { invent } from '../support/invented-tip.ts';
import { collect, onlyBody, peerOf, summary } from '../support/node.ts';
import { fee, paymentOf, rewardOf } from '../support/payments.ts';
import { createSyncWorld, type SyncSpec, type SyncWorld } from '../support/sync-world.ts';

const length = 20;

let farm: Farm;
let chain: Grown[];
let blocks: FullBlock[];
let world: SyncWorld;
let folder: string;

beforeAll(async () => {
  farm = await createFarm();
  chain = await farm.growChain(farm.genesis, length);
  blocks = chain.map(({ block }) => block);
  folder = mkdtempSync(join(tmpdir(), 'sync-'));
}, 240_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await farm.close();
});
beforeEach(() => {
  world = createSyncWorld(farm.network);
});
afterEach(() => world.close());

/** Another chain than the trunk: its first block is later. */
async function growBranch(from: Grown, count: number): Promise<Grown[]> {
  const first = await farm.grow(from, 15);
  return [first, ...(await farm.growChain(first, count - 1))];
}

type Lies = NonNullable<SyncSpec['lies']>;

const statusOf = (name: string) => world.node(name).state.sync.status();
const isIdle = (name: string) => statusOf(name).state === 'idle';
const hasReached = (name: string, height: number) => () => world.height(name) >= height && isIdle(name);
const until = (condition: () => boolean, withinMs: number) => world.clock.until(condition, { withinMs });

/** Answers nothing of what is asked for, from a height on. */
const withholding =
  (name: 'request_block' | 'request_header_block', from: number): Lies =>
  (_state, honest) => ({
    async *[name](body: { readonly height: number; readonly headerHash: Uint8Array }, peer: Peer) {
      if (body.height < from || body.height >= length - 2) yield* honest[name](body, peer);
    },
  });

/** A new node syncs from a liar and from an honest peer, which is not blamed. */
async function syncBeside(lies: Lies, withinMs: number): Promise<void> {
  await world.join({ name: 'liar', blocks, lies });
  await world.join({ name: 'helps', blocks });
  await world.join({ name: 'new' });
  await world.connect('new', ['liar', 'helps']);
  expect(await until(hasReached('new', length), withinMs)).not.toBeNull();
  expect(world.isBanned('new', 'helps')).toBe(false);
}

describe('a new node', () => {
  test.each([1, 3])('syncs from %d peers', async (count) => {
    const peers = Array.from({ length: count }, (_, index) => `peer ${index}`);
    for (const name of peers) await world.join({ name, blocks });
    const { chain: own } = await world.join({ name: 'new' });
    await world.connect('new', peers);
    expect(await until(hasReached('new', length), 10_000)).not.toBeNull();
    expect(statusOf('new')).toMatchObject({ state: 'idle', target: null, lastFailure: null });
    expect(own.sync.target()).toBeNull();
    for (const name of peers) expect(world.isBanned('new', name)).toBe(false);
  });

  test('goes on with the others when a peer goes away', async () => {
    await world.join({ name: 'short', blocks });
    await world.join({ name: 'long', blocks });
    await world.join({ name: 'new' });
    await world.connect('new', ['short', 'long']);
    expect(await until(() => (statusOf('new').blockHeight ?? 0) > 2, 10_000)).not.toBeNull();
    await world.leave('short', { silently: true });
    expect(await until(hasReached('new', length), 30_000)).not.toBeNull();
    expect(world.isBanned('new', 'long')).toBe(false);
  });

  test.each(['request_block', 'request_header_block'] as const)(
    'does without a peer that no longer answers %s',
    async (name) => {
      await world.join({ name: 'stalls', blocks, lies: withholding(name, 0) });
      await world.join({ name: 'helps', blocks });
      await world.join({ name: 'new' });
      await world.connect('new', ['stalls', 'helps']);
      expect(await until(hasReached('new', length), 12_000)).not.toBeNull();
      expect(world.isBanned('new', 'stalls')).toBe(false);
    },
  );

  test('bans the server of a wrong proof of time, and nobody else', async () => {
    const lies: Lies = (_state, honest) => ({
      async *request_header_block(body, peer) {
        for await (const answer of honest.request_header_block(body, peer)) {
          if (answer.name !== 'respond_header_block') continue;
          const { headerBlock } = answer.body;
          const proofOfTime = { ...headerBlock.proofOfTime, witness: new Uint8Array(100) };
          yield out('respond_header_block', NodeType.FULL_NODE, Delivery.RESPOND, {
            headerBlock: { ...headerBlock, proofOfTime },
          });
        }
      },
    });
    await syncBeside(lies, 30_000);
    expect(world.isBanned('new', 'liar')).toBe(true);
    // Once, though the liar had served more than one by then.
    expect(world.node('new').imposed).toHaveLength(1);
  });

  test('bans the server of a body that is not the one that its header names', async () => {
    const lies: Lies = (_state, honest) => ({
      async *request_block(body, peer) {
        for await (const answer of honest.request_block(body, peer)) {
          const isLie = answer.name === 'respond_block' && body.height < length - 2;
          if (!isLie) yield answer;
          else {
            const block = { ...answer.body.block, transactionsFilter: Uint8Array.of(1) };
            yield out('respond_block', NodeType.FULL_NODE, Delivery.RESPOND, { block });
          }
        }
      },
    });
    await syncBeside(lies, 30_000);
    expect(world.isBanned('new', 'liar')).toBe(true);
  });

  test('bans who answers with another block of the height than the one asked for', async () => {
    const lies: Lies = (_state, honest) => ({
      async *request_block(body, peer) {
        for await (const answer of honest.request_block(body, peer)) {
          if (answer.name !== 'respond_block' || body.height >= length - 2) {
            yield answer;
            continue;
          }
          const { block } = answer.body;
          const data = { ...block.header.data, extensionData: new Uint8Array(32).fill(1) };
          const other = { ...block, header: { ...block.header, data } };
          yield out('respond_block', NodeType.FULL_NODE, Delivery.RESPOND, { block: other });
        }
      },
    });
    await syncBeside(lies, 30_000);
    expect(world.isBanned('new', 'liar')).toBe(true);
  });

  test('does without a peer that answers with a block that it was not asked for', async () => {
    const lies: Lies = (state) => ({
      async *request_block({ height, headerHash }) {
        const block = await state.chain.block(height < length - 2 ? (chain[0] as Grown).hash : headerHash);
        if (block) yield out('respond_block', NodeType.FULL_NODE, Delivery.RESPOND, { block });
      },
    });
    await syncBeside(lies, 30_000);
  });
});

describe('an invented tip', () => {
  const height = length + 30;
  const inventing =
    (hashes: (tip: Uint8Array) => readonly Uint8Array[] | null): Lies =>
    (_state, honest) => {
      const made = invent(farm, chain.at(-1) as Grown, { height, weight: 10n ** 9n });
      return {
        async *request_peers() {
          const { hash } = await made;
          yield out('new_tip', NodeType.FULL_NODE, Delivery.RESPOND, { height, weight: 10n ** 9n, headerHash: hash });
        },
        async *request_block(body, peer) {
          if (body.height !== height) yield* honest.request_block(body, peer);
          else yield out('respond_block', NodeType.FULL_NODE, Delivery.RESPOND, { block: (await made).block });
        },
        async *request_all_header_hashes({ tipHeaderHash }, peer) {
          const headerHashes = sameBytes(tipHeaderHash, (await made).hash) ? hashes(tipHeaderHash) : null;
          if (headerHashes === null) yield* honest.request_all_header_hashes({ tipHeaderHash }, peer);
          else yield out('all_header_hashes', NodeType.FULL_NODE, Delivery.RESPOND, { headerHashes });
        },
      };
    };
  const invented = (count: number) => Array.from({ length: count }, (_, at) => new Uint8Array(32).fill(at + 100));

  test.each([
    ['without a list', (): readonly Uint8Array[] => []],
    ['with a list of nothing', (tip: Uint8Array) => [farm.genesis.hash, ...invented(height - 1), tip]],
    [
      'on top of the true chain',
      (tip: Uint8Array) => [farm.genesis.hash, ...chain.map(({ hash }) => hash), ...invented(height - length - 1), tip],
    ],
  ])('%s gets who claims it banned, and the next best one is followed', async (_name, hashes) => {
    await syncBeside(inventing(hashes), 120_000);
    expect(world.isBanned('new', 'liar')).toBe(true);
  });

  test('that is not even proven does not begin a sync', async () => {
    const tip = await invent(farm, chain.at(-1) as Grown, { height, weight: 10n ** 9n });
    const block = { ...tip.block, proofOfTime: { ...tip.block.proofOfTime, witness: new Uint8Array(100) } };
    const lies: Lies = () => ({
      async *request_peers() {
        yield out('respond_block', NodeType.FULL_NODE, Delivery.RESPOND, { block: block as FullBlock });
      },
    });
    await world.join({ name: 'liar', lies });
    await world.join({ name: 'new' });
    await world.connect('new', ['liar']);
    await world.clock.pass(1000);
    expect(isIdle('new')).toBe(true);
    expect(world.isBanned('new', 'liar')).toBe(true);
  });
});

describe('a chain whose blocks are withheld', () => {
  test('gets who claims it banned, and the next best tip is followed', async () => {
    const known = blocks.slice(0, 12);
    await world.join({ name: 'miser', blocks, lies: withholding('request_block', 13) });
    await world.join({ name: 'honest', blocks: known });
    await world.join({ name: 'new' });
    await world.connect('new', ['miser', 'honest']);
    expect(await until(() => world.isBanned('new', 'miser'), 60_000)).not.toBeNull();
    expect(await until(hasReached('new', known.length), 60_000)).not.toBeNull();
    expect(world.isBanned('new', 'honest')).toBe(false);
  });

  test('is waited for if nobody else is there, for half a minute, and gone on with later', async () => {
    await world.join({ name: 'miser', blocks, lies: withholding('request_block', 6) });
    await world.join({ name: 'new' });
    await world.connect('new', ['miser']);
    expect(await until(() => statusOf('new').lastFailure?.code === 'NO_PEERS' && isIdle('new'), 80_000)).not.toBeNull();
    expect(world.node('new').chain.sync.target()).not.toBeNull();
    await world.join({ name: 'honest', blocks });
    await world.connect('new', ['honest']);
    expect(await until(hasReached('new', length), 30_000)).not.toBeNull();
  });
});

describe('a node that is stopped', () => {
  test.each(['hashes', 'headers', 'blocks'] as const)('goes on with %s where it was', async (state) => {
    const path = join(folder, `${state}.sqlite`);
    await world.join({ name: 'peer', blocks, ...(state === 'hashes' && { lies: silentAbout }) });
    await world.join({ name: 'new', path });
    await world.connect('new', ['peer']);
    const isThere = () => statusOf('new').state === state && (state !== 'blocks' || world.height('new') > 3);
    expect(await until(isThere, 20_000)).not.toBeNull();
    const before = world.height('new');
    await world.leave('new');
    await world.leave('peer');
    await world.join({ name: 'other', blocks });
    const { chain: own } = await world.join({ name: 'new', path });
    expect(own.sync.target()).not.toBeNull();
    expect(world.height('new')).toBeGreaterThanOrEqual(before);
    await world.connect('new', ['other']);
    expect(await until(() => statusOf('new').target !== null, 5000)).not.toBeNull();
    expect(await until(hasReached('new', length), 30_000)).not.toBeNull();
    expect(own.sync.target()).toBeNull();
  });

  const silentAbout: Lies = () => ({ async *request_all_header_hashes() {} });
});

describe('a full disk', () => {
  test('pauses a sync until there is space', async () => {
    let isFull = true;
    await world.join({ name: 'peer', blocks });
    await world.join({ name: 'new', diskFull: () => isFull });
    await world.connect('new', ['peer']);
    await world.clock.pass(60_000);
    expect(statusOf('new').lastFailure?.code).toBe('DISK_FULL');
    expect(statusOf('new').target?.height).toBe(length);
    isFull = false;
    expect(await until(hasReached('new', length), 11_000)).not.toBeNull();
    expect(world.isBanned('new', 'peer')).toBe(false);
  });

  test('keeps a block waiting until there is space', async () => {
    let isFull = true;
    await world.join({ name: 'peer', blocks });
    await world.join({ name: 'new', blocks: blocks.slice(0, length - 1), diskFull: () => isFull });
    await world.connect('new', ['peer']);
    await world.clock.pass(60_000);
    expect(world.height('new')).toBe(length - 1);
    expect(world.node('new').state.postponed.size).toBe(1);
    isFull = false;
    expect(await until(hasReached('new', length), 11_000)).not.toBeNull();
    expect(world.node('new').state.postponed.size).toBe(0);
  });
});

describe('a fork that lies deeper than a short sync reaches', () => {
  test('is a full sync, although the tip is near', async () => {
    const branch = await growBranch(chain[3] as Grown, 8);
    await world.join({ name: 'heavier', blocks: [...blocks.slice(0, 4), ...branch.map(({ block }) => block)] });
    const { state } = await world.join({ name: 'new', blocks: blocks.slice(0, 11) });
    await world.connect('new', ['heavier']);
    expect(await until(hasReached('new', 12), 60_000)).not.toBeNull();
    expect(state.disconnected.size).toBe(0);
    expect(state.chain.hasHeader((branch.at(-1) as Grown).hash)).toBe(true);
  }, 60_000);
});

describe('during a sync', () => {
  test('nothing is farmed on tips that are left behind, and no transaction is taken', async () => {
    const known = blocks.slice(0, 4);
    await world.join({ name: 'miser', blocks, lies: withholding('request_block', 0) });
    const { state } = await world.join({ name: 'new', blocks: known });
    const handlers = createHandlers(state);
    const told = async (role: NodeType) => summary(await collect(onConnect(state, peerOf(role))));
    expect(await told(NodeType.FARMER)).toContain('proof_of_space_finalized FARMER RESPOND');
    await world.connect('new', ['miser']);
    expect(await until(() => state.sync.tipsAreStale, 5000)).not.toBeNull();

    expect(await told(NodeType.FARMER)).toEqual(['proof_of_time_rate FARMER RESPOND']);
    expect(await told(NodeType.FULL_NODE)).not.toContain('request_mempool_transactions FULL_NODE RESPOND');
    const [found] = await farm.proofsAfter(chain[3] as Grown);
    const { poolTarget, poolTargetSignature } = farm;
    const { proofOfSpace } = found as NonNullable<typeof found>;
    const request = {
      challengeHash: proofOfSpace.challengeHash,
      proofOfSpace,
      poolTarget,
      poolTargetSignature,
      farmerRewardsPuzzleHash: new Uint8Array(32),
    };
    expect(await collect(handlers.request_header_hash(request, peerOf(NodeType.FARMER)))).toEqual([]);
    const transaction = paymentOf(farm, await rewardOf(state, chain[0] as Grown), fee);
    const answer = await collect(handlers.send_transaction({ transaction }, peerOf(NodeType.WALLET)));
    expect(onlyBody(answer, 'transaction_ack')).toMatchObject({
      status: MempoolInclusionStatus.FAILED,
      error: 'NO_TRANSACTIONS_WHILE_SYNCING',
    });
    const served = { height: 2, headerHash: (chain[1] as Grown).hash };
    expect(summary(await collect(handlers.request_block(served, peerOf(NodeType.FULL_NODE))))).toEqual([
      'respond_block FULL_NODE RESPOND',
    ]);
  });

  test('new tips are followed when it is over, and what nobody asked for is counted', async () => {
    const late = blocks.slice(0, length - 2);
    await world.join({ name: 'peer', blocks: late });
    await world.join({ name: 'other', blocks: late });
    await world.join({ name: 'new' });
    await world.connect('new', ['peer', 'other']);
    expect(isIdle('new')).toBe(false);
    const before = statusOf('new').ignoredAnswers;
    const { server } = world.node('peer');
    const unasked = out('all_header_hashes', NodeType.FULL_NODE, Delivery.BROADCAST, { headerHashes: [] });
    await world.clock.settle(server.push([unasked]));
    for (const next of blocks.slice(length - 2)) {
      const handled = world.node('peer').state.chain.receiveBlock(next, world.clock.now());
      await world.clock.settle(handled);
      const { height, weight } = next.header.data;
      const { hash } = chain.find(({ block: each }) => each === next) as Grown;
      const tip = out('new_tip', NodeType.FULL_NODE, Delivery.BROADCAST, { height, weight, headerHash: hash });
      await world.clock.settle(server.push([tip]));
    }
    expect(await until(hasReached('new', length), 30_000)).not.toBeNull();
    expect(statusOf('new').ignoredAnswers).toBeGreaterThan(before);
    expect(world.isBanned('new', 'peer')).toBe(false);
  });
});
