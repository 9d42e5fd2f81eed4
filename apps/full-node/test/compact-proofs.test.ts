import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { priceOf } from '@salvia/network';
import { type BodyOf, NodeType, type ProofOfTime } from '@salvia/protocol';
import { createHandlers } from '../src/handlers/index.ts';
import type { NodeState } from '../src/state.ts';
import { createFarm, type Farm, type Grown } from './support/farm.ts';
import { withLongProofs } from './support/long-proofs.ts';
import { collect, createNode, fullNodePeer, onlyBody, peerOf, summary } from './support/node.ts';

const LENGTH = 6;
/** Of the chain's tips 6, 5 and 4. */
const LCA = 4;

let farm: Farm;
/** As timelords would prove them at leisure, and as they are in the node's store. */
let compact: Grown[];
let stored: Grown[];
let node: NodeState;
let handlers: ReturnType<typeof createHandlers>;

beforeAll(async () => {
  farm = await createFarm();
  compact = await farm.growChain(farm.genesis, LENGTH);
  stored = withLongProofs(compact);
}, 120_000);
afterAll(() => farm.close());

beforeEach(async () => {
  node = await createNode(farm.network, stored);
  handlers = createHandlers(node);
});
afterEach(() => node.chain.close());

const proofAt = (height: number): ProofOfTime => (compact[height - 1] as Grown).proofOfTime;
const hashAt = (height: number): Uint8Array => (compact[height - 1] as Grown).hash;
const storedAt = async (height: number) => (await node.chain.block(hashAt(height)))?.proofOfTime;

/** What a peer says that has this proof. */
const news = (height: number): BodyOf<'new_proof_of_time'> => {
  const { challengeHash, numberOfIterations, witnessType } = proofAt(height);
  return { height, challengeHash, numberOfIterations, witnessType };
};

const announce = async (body: BodyOf<'new_proof_of_time'>, peer = fullNodePeer()) =>
  summary(await collect(handlers.new_proof_of_time(body, peer)));
const respond = (proof: ProofOfTime) => collect(handlers.respond_proof_of_time({ proof }, fullNodePeer()));

const REQUEST = 'request_proof_of_time FULL_NODE RESPOND';
const RELAY = 'new_proof_of_time FULL_NODE BROADCAST_TO_OTHERS';

test('the chain of these tests is stored with long proofs, and has compact ones', async () => {
  expect(node.chain.lca().data.height).toBe(LCA);
  expect((await storedAt(2))?.witnessType).toBe(2);
  expect(proofAt(2).witnessType).toBe(0);
  expect((await storedAt(2))?.output).toEqual(proofAt(2).output);
});

describe('word of a compact proof', () => {
  test('makes the node ask for it', async () => {
    const [request] = await collect(handlers.new_proof_of_time(news(2), fullNodePeer()));
    expect(request && summary([request])).toEqual([REQUEST]);
    expect(request?.body).toEqual(news(2));
  });

  test.each([
    ['a tip', () => news(LENGTH)],
    ['the LCA', () => news(LCA)],
    ['a height that no chain has', () => ({ ...news(2), height: 4_000_000_000 })],
    ['the genesis block', () => ({ ...news(2), height: 0 })],
    ['another challenge than the block of that height has', () => ({ ...news(2), height: 3 })],
    ['another number of iterations', () => ({ ...news(2), numberOfIterations: news(2).numberOfIterations + 1n })],
  ])('is ignored for %s', async (_what, body) => {
    expect(await announce(body())).toEqual([]);
  });

  test('is ignored when the block has it already', async () => {
    await respond(proofAt(2));
    expect(await announce(news(2))).toEqual([]);
  });

  test('makes it ask three peers at most, and another one when one has nothing after all', async () => {
    for (let id = 1; id <= 3; id++) expect(await announce(news(2), fullNodePeer(id))).toEqual([REQUEST]);
    expect(await announce(news(2), fullNodePeer(4))).toEqual([]);
    await collect(handlers.reject_proof_of_time_request(news(2), fullNodePeer(1)));
    expect(await announce(news(2), fullNodePeer(4))).toEqual([REQUEST]);
  });
});

describe('a compact proof', () => {
  test('takes the place of the longer one, and others are told; nothing else changes', async () => {
    const tips = node.chain.tips();
    const messages = await respond(proofAt(2));
    expect(summary(messages)).toEqual([RELAY]);
    expect(onlyBody(messages, 'new_proof_of_time')).toEqual(news(2));
    expect(await storedAt(2)).toEqual(proofAt(2));
    expect(node.chain.hashAtHeight(2)).toEqual(hashAt(2));
    expect(node.chain.tips()).toEqual(tips);
    expect(node.compactRequests).toMatchObject({ size: 0, replacements: 1 });
  });

  test('is served to whoever asks for it', async () => {
    const asked = () => collect(handlers.request_proof_of_time(news(2), fullNodePeer()));
    expect(summary(await asked())).toEqual(['reject_proof_of_time_request FULL_NODE RESPOND']);
    await respond(proofAt(2));
    expect(onlyBody(await asked(), 'respond_proof_of_time')).toEqual({ proof: proofAt(2) });
  });

  test('comes from timelords too', async () => {
    const messages = await collect(handlers.proof_of_time_finished({ proof: proofAt(3) }, peerOf(NodeType.TIMELORD)));
    expect(summary(messages)).toEqual([RELAY]);
    expect(await storedAt(3)).toEqual(proofAt(3));
  });

  test('is ignored the second time, even if it is not valid', async () => {
    await respond(proofAt(2));
    expect(await respond(proofAt(2))).toEqual([]);
    expect(await respond({ ...proofAt(2), witness: new Uint8Array(8) })).toEqual([]);
    expect(await storedAt(2)).toEqual(proofAt(2));
  });

  test.each([
    ['a tip', () => proofAt(LENGTH)],
    ['the LCA', () => proofAt(LCA)],
    ['the genesis block', () => farm.genesis.proofOfTime],
    ['no block at all', () => ({ ...proofAt(2), numberOfIterations: proofAt(2).numberOfIterations + 1n })],
    ['no block either, invalid besides', () => ({ ...proofAt(2), challengeHash: new Uint8Array(32) })],
  ])('of %s is ignored', async (_what, proof) => {
    expect(await respond(proof())).toEqual([]);
    expect((await storedAt(LENGTH))?.witnessType).toBe(2);
    expect((await storedAt(LCA))?.witnessType).toBe(2);
  });

  test.each([
    ['a witness that proves nothing', (proof: ProofOfTime) => ({ ...proof, witness: proof.witness.toReversed() })],
    ['no witness', (proof: ProofOfTime) => ({ ...proof, witness: new Uint8Array() })],
    [
      'another form of the output, which would make another challenge',
      (proof: ProofOfTime) => {
        const { a, b } = proof.output;
        return { ...proof, output: { a, b: b - 2n * a } };
      },
    ],
    ['the output of another proof', (proof: ProofOfTime) => ({ ...proof, output: proofAt(3).output })],
  ])('with %s is an error of whoever sends it, and costs a ban', async (_what, damage) => {
    await expect(respond(damage(proofAt(2)))).rejects.toMatchObject({ code: 'INVALID_POT' });
    expect(priceOf('INVALID_POT', NodeType.FULL_NODE).action).toBe('ban');
    expect((await storedAt(2))?.witnessType).toBe(2);
    expect(await announce(news(2))).toEqual([REQUEST]);
    expect(summary(await respond(proofAt(2)))).toEqual([RELAY]);
  });
});

test('a proof of several segments for a stored block is of no use', async () => {
  const again = (stored[1] as Grown).proofOfTime;
  expect(await respond(again)).toEqual([]);
  expect(await announce({ ...news(2), witnessType: again.witnessType })).toEqual([]);
});

test('a compact proof still finishes a block that waits for it', async () => {
  const waiting = await createNode(farm.network, stored.slice(0, 4));
  const last = compact[4] as Grown;
  await collect(createHandlers(waiting).respond_unfinished_block({ block: last.unfinished }, fullNodePeer()));
  const finished = createHandlers(waiting).proof_of_time_finished(
    { proof: last.proofOfTime },
    peerOf(NodeType.TIMELORD),
  );
  expect(summary(await collect(finished))).toContain('new_tip FULL_NODE BROADCAST_TO_OTHERS');
  expect(waiting.chain.hasHeader(last.hash)).toBe(true);
  await waiting.chain.close();
});

test('one proof goes from node to node: announced, asked for, sent, announced again', async () => {
  const second = await createNode(farm.network, stored);
  const [first, other] = [handlers, createHandlers(second)];
  const told = onlyBody(await respond(proofAt(3)), 'new_proof_of_time');
  const asked = onlyBody(await collect(other.new_proof_of_time(told, fullNodePeer())), 'request_proof_of_time');
  const sent = onlyBody(await collect(first.request_proof_of_time(asked, fullNodePeer())), 'respond_proof_of_time');
  expect(summary(await collect(other.respond_proof_of_time(sent, fullNodePeer())))).toEqual([RELAY]);
  const [here, there] = await Promise.all([node, second].map(({ chain }) => chain.block(hashAt(3))));
  expect(there).toEqual(here);
  expect(there?.proofOfTime).toEqual(proofAt(3));
  await second.chain.close();
});
