import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NodeType, type OutboundMessage, ProtocolError } from '@salvia/protocol';
import { createHandlers } from '../src/handlers/index.ts';
import { createFarm, type Farm, type Grown } from './support/farm.ts';
import { collect, createNode, fullNodePeer, peerOf, summary } from './support/node.ts';

let farm: Farm;
let chain: Grown[];

beforeAll(async () => {
  farm = await createFarm();
  chain = await farm.growChain(farm.genesis, 6);
}, 120_000);
afterAll(() => farm.close());

const at = (index: number): Grown => chain[index] as Grown;

describe('a block that becomes a tip', () => {
  test('is announced in the order of network 3.1.1', async () => {
    const node = await createNode(farm.network, chain.slice(0, 3));
    const handlers = createHandlers(node);
    const messages = await collect(handlers.respond_block({ block: at(3).block }, fullNodePeer()));
    expect(summary(messages)).toEqual([
      'challenge_start TIMELORD BROADCAST',
      'new_tip FULL_NODE BROADCAST_TO_OTHERS',
      'removing_tip FULL_NODE BROADCAST',
      'new_lca WALLET BROADCAST',
      'proof_of_space_finalized FARMER BROADCAST',
    ]);
    expect(node.chain.tips().map(({ data }) => data.height)).toEqual([4, 3, 2]);
    await node.chain.close();
  });

  test('is ignored when it comes again', async () => {
    const node = await createNode(farm.network, chain.slice(0, 3));
    const messages = await collect(createHandlers(node).respond_block({ block: at(2).block }, fullNodePeer()));
    expect(messages).toEqual([]);
    await node.chain.close();
  });

  test('is refused with its code when its proof of time is wrong', async () => {
    const node = await createNode(farm.network, chain.slice(0, 3));
    const proofOfTime = { ...at(3).proofOfTime, witness: at(2).proofOfTime.witness };
    const block = { ...at(3).block, proofOfTime };
    const answer = collect(createHandlers(node).respond_block({ block }, fullNodePeer()));
    await expect(answer).rejects.toMatchObject({ code: 'INVALID_POT' });
    expect(await collect(createHandlers(node).respond_block({ block: at(3).block }, fullNodePeer()))).not.toEqual([]);
    await node.chain.close();
  });
});

describe('short sync', () => {
  test('walks back to the known chain, and adds all that waited once it is reached', async () => {
    const node = await createNode(farm.network, chain.slice(0, 2));
    const handlers = createHandlers(node);
    const peer = fullNodePeer();
    const asked = async (grown: Grown) => summary(await collect(handlers.respond_block({ block: grown.block }, peer)));
    expect(await asked(at(5))).toEqual(['request_block FULL_NODE RESPOND']);
    expect(await asked(at(4))).toEqual(['request_block FULL_NODE RESPOND']);
    expect(await asked(at(3))).toEqual(['request_block FULL_NODE RESPOND']);
    expect(node.disconnected.size).toBe(3);
    const messages = await asked(at(2));
    expect(messages.filter((line) => line.startsWith('new_tip'))).toHaveLength(4);
    expect(node.disconnected.size).toBe(0);
    expect(node.parentRequests.size).toBe(0);
    expect(Math.max(...node.chain.tips().map(({ data }) => data.height))).toBe(6);
    await node.chain.close();
  });

  test('asks nobody for a parent that waits already, nor twice for the same', async () => {
    const node = await createNode(farm.network);
    const handlers = createHandlers(node);
    const receive = (grown: Grown) => collect(handlers.respond_block({ block: grown.block }, fullNodePeer()));
    await receive(at(3));
    expect(await receive(at(4))).toEqual([]);
    expect(await receive(at(3))).toEqual([]);
    await node.chain.close();
  });

  test('an invalid block that waited closes its own sender, not that of its parent', async () => {
    const node = await createNode(farm.network, chain.slice(0, 2));
    const handlers = createHandlers(node);
    const wrong = { ...at(3).block, transactionsFilter: Uint8Array.of(1) };
    await collect(handlers.respond_block({ block: wrong }, fullNodePeer(66)));
    const messages: OutboundMessage[] = await collect(handlers.respond_block({ block: at(2).block }, fullNodePeer(1)));
    const closed = messages.filter(({ name }) => name === null);
    expect(closed.map(({ nodeId }) => nodeId?.[0])).toEqual([66]);
    expect(node.chain.hasHeader(at(2).hash)).toBe(true);
    await node.chain.close();
  });

  test('leaves a block that is too far ahead', async () => {
    const node = { ...(await createNode(farm.network)), shortSyncBlocks: 3 };
    const receive = (grown: Grown) =>
      collect(createHandlers(node).respond_block({ block: grown.block }, fullNodePeer()));
    expect(await receive(at(4))).toEqual([]);
    expect(summary(await receive(at(2)))).toEqual(['request_block FULL_NODE RESPOND']);
    expect(node.disconnected.size).toBe(1);
    await node.chain.close();
  });
});

describe('unfinished blocks', () => {
  test('are stored, timelords are asked for the proof, and other nodes are told', async () => {
    const node = await createNode(farm.network, chain.slice(0, 3));
    const handlers = createHandlers(node);
    const messages = await collect(handlers.respond_unfinished_block({ block: at(3).unfinished }, fullNodePeer()));
    expect(summary(messages)).toEqual([
      'proof_of_space_info TIMELORD BROADCAST',
      'new_unfinished_block FULL_NODE BROADCAST_TO_OTHERS',
    ]);
    expect(await collect(handlers.respond_unfinished_block({ block: at(3).unfinished }, fullNodePeer()))).toEqual([]);
    await node.chain.close();
  });

  test('become blocks when their proof of time comes', async () => {
    const node = await createNode(farm.network, chain.slice(0, 3));
    const handlers = createHandlers(node);
    const timelord = peerOf(NodeType.TIMELORD);
    const finish = () => collect(handlers.proof_of_time_finished({ proof: at(3).proofOfTime }, timelord));
    expect(await finish()).toEqual([]);
    await collect(handlers.respond_unfinished_block({ block: at(3).unfinished }, fullNodePeer()));
    expect(summary(await finish())).toContain('new_tip FULL_NODE BROADCAST_TO_OTHERS');
    expect(node.chain.hasHeader(at(3).hash)).toBe(true);
    await node.chain.close();
  });

  test('whose parent is not a tip are left, and taken later when it is', async () => {
    const node = await createNode(farm.network, chain.slice(0, 2));
    const handlers = createHandlers(node);
    const offer = () => collect(handlers.respond_unfinished_block({ block: at(3).unfinished }, fullNodePeer()));
    expect(await offer()).toEqual([]);
    await collect(handlers.respond_block({ block: at(2).block }, fullNodePeer()));
    expect(summary(await offer())).toContain('proof_of_space_info TIMELORD BROADCAST');
    await node.chain.close();
  });

  test('with a wrong signature close their sender', async () => {
    const node = await createNode(farm.network, chain.slice(0, 3));
    const { header } = at(3).unfinished;
    const block = { ...at(3).unfinished, header: { ...header, plotSignature: at(2).block.header.plotSignature } };
    const answer = collect(createHandlers(node).respond_unfinished_block({ block }, fullNodePeer()));
    await expect(answer).rejects.toBeInstanceOf(ProtocolError);
    await expect(answer).rejects.toMatchObject({ code: 'INVALID_PLOT_SIGNATURE' });
    await node.chain.close();
  });
});
