import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NodeType, type OutboundMessage, proofOfSpaceHash } from '@salvia/protocol';
import { onConnect } from '../src/flow/on-connect.ts';
import { createHandlers } from '../src/handlers/index.ts';
import { createFarm, type Farm, type Grown } from './support/farm.ts';
import { collect, createNode, fullNodePeer, peerOf, summary } from './support/node.ts';

let farm: Farm;
let chain: Grown[];

beforeAll(async () => {
  farm = await createFarm();
  chain = await farm.growChain(farm.genesis, 4);
}, 120_000);
afterAll(() => farm.close());

const at = (index: number): Grown => chain[index] as Grown;
const farmer = peerOf(NodeType.FARMER);

async function request(on: Grown) {
  const [found] = await farm.proofsAfter(on);
  if (!found) throw new Error('no proof');
  const { poolTarget, poolTargetSignature } = farm;
  const { challengeHash } = found.proofOfSpace;
  const body = {
    challengeHash,
    proofOfSpace: found.proofOfSpace,
    poolTarget,
    poolTargetSignature,
    farmerRewardsPuzzleHash: new Uint8Array(32).fill(3),
  };
  return { body, sign: found.sign };
}

describe('a farmer with a proof', () => {
  test('gets a header hash to sign, and the signed block is unfinished', async () => {
    const node = await createNode(farm.network, chain);
    const handlers = createHandlers(node);
    const { body, sign } = await request(at(3));
    const [answer] = await collect(handlers.request_header_hash(body, farmer));
    expect(answer?.name).toBe('header_hash');
    const { posHash, headerHash } = (answer as Extract<OutboundMessage, { name: 'header_hash' }>).body;
    expect(posHash).toEqual(proofOfSpaceHash(body.proofOfSpace));
    const signed = { posHash, headerHash, headerSignature: sign(headerHash) };
    expect(summary(await collect(handlers.header_signature(signed, farmer)))).toEqual([
      'proof_of_space_info TIMELORD BROADCAST',
      'new_unfinished_block FULL_NODE BROADCAST_TO_OTHERS',
    ]);
    expect(await node.chain.listUnfinished()).toHaveLength(1);
    await node.chain.close();
  });

  test('is closed for a proof that is wrong, and for a signature on another header', async () => {
    const node = await createNode(farm.network, chain);
    const handlers = createHandlers(node);
    const { body, sign } = await request(at(3));
    const proofOfSpace = { ...body.proofOfSpace, proof: body.proofOfSpace.proof.toReversed() };
    const wrong = collect(handlers.request_header_hash({ ...body, proofOfSpace }, farmer));
    await expect(wrong).rejects.toMatchObject({ code: 'INVALID_POSPACE' });
    await collect(handlers.request_header_hash(body, farmer));
    const other = new Uint8Array(32);
    const posHash = proofOfSpaceHash(body.proofOfSpace);
    const signed = { posHash, headerHash: other, headerSignature: sign(other) };
    await expect(collect(handlers.header_signature(signed, farmer))).rejects.toMatchObject({
      code: 'INVALID_PLOT_SIGNATURE',
    });
    await node.chain.close();
  });

  test('gets no answer for a challenge that no tip has any more', async () => {
    const node = await createNode(farm.network, chain);
    const { body } = await request(farm.genesis);
    expect(await collect(createHandlers(node).request_header_hash(body, farmer))).toEqual([]);
    await node.chain.close();
  });
});

describe('a peer that connects (network 3.1.0)', () => {
  test.each([
    [
      NodeType.FULL_NODE,
      [
        ...Array.from({ length: 3 }, () => 'new_tip FULL_NODE RESPOND'),
        'request_mempool_transactions FULL_NODE RESPOND',
      ],
    ],
    [NodeType.WALLET, ['new_lca WALLET RESPOND']],
    [NodeType.TIMELORD, Array.from({ length: 3 }, () => 'challenge_start TIMELORD RESPOND')],
    [
      NodeType.FARMER,
      [
        'proof_of_time_rate FARMER RESPOND',
        ...Array.from({ length: 3 }, () => 'proof_of_space_finalized FARMER RESPOND'),
      ],
    ],
    [NodeType.INTRODUCER, []],
  ] as const)('of type %s is told what concerns it', async (nodeType, lines) => {
    const node = await createNode(farm.network, chain);
    expect(summary(await collect(onConnect(node, peerOf(nodeType))))).toEqual(lines);
    await node.chain.close();
  });

  test('is told of the unfinished block that leads, and timelords of all', async () => {
    const node = await createNode(farm.network, chain.slice(0, 3));
    await collect(createHandlers(node).respond_unfinished_block({ block: at(3).unfinished }, fullNodePeer()));
    const told = async (nodeType: NodeType) => summary(await collect(onConnect(node, peerOf(nodeType))));
    expect(await told(NodeType.FULL_NODE)).toContain('new_unfinished_block FULL_NODE RESPOND');
    expect(await told(NodeType.TIMELORD)).toContain('proof_of_space_info TIMELORD RESPOND');
    await node.chain.close();
  });
});

describe('what is served', () => {
  test('blocks, headers and hashes of the chain, and refusals for what is unknown', async () => {
    const node = await createNode(farm.network, chain);
    const handlers = createHandlers(node);
    const peer = fullNodePeer();
    const known = { height: 2, headerHash: at(1).hash };
    const unknown = { height: 2, headerHash: new Uint8Array(32) };
    const answers = [
      ...(await collect(handlers.request_block(known, peer))),
      ...(await collect(handlers.request_block(unknown, peer))),
      ...(await collect(handlers.request_header_block(known, peer))),
      ...(await collect(handlers.request_header_block({ ...known, height: 3 }, peer))),
      ...(await collect(handlers.request_all_header_hashes({ tipHeaderHash: at(1).hash }, peer))),
      ...(await collect(handlers.request_all_header_hashes({ tipHeaderHash: unknown.headerHash }, peer))),
      ...(await collect(handlers.request_unfinished_block({ headerHash: at(1).hash }, peer))),
      ...(await collect(handlers.request_all_proof_hashes({}, peerOf(NodeType.WALLET)))),
    ];
    expect(answers.map(({ name }) => name)).toEqual([
      'respond_block',
      'reject_block_request',
      'respond_header_block',
      'reject_header_block_request',
      'all_header_hashes',
      'respond_unfinished_block',
      'respond_all_proof_hashes',
    ]);
    await node.chain.close();
  });
});
