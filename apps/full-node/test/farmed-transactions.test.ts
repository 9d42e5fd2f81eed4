import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { provesExclusion, provesInclusion } from '@salvia/blockchain';
import { type Coin, coinName, type FullBlock, headerHash, NodeType } from '@salvia/protocol';
import { createHandlers } from '../src/handlers/index.ts';
import type { NodeState } from '../src/state.ts';
import { createFarm, type Farm, type Grown, wallet as payer } from './support/farm.ts';
import { collect, fullNodePeer, onlyBody, peerOf, summary } from './support/node.ts';
import { fee, nodeWithPayment, payee, paymentOf, rewardOf, walletPeer } from './support/payments.ts';

let farm: Farm;
let chain: Grown[];

beforeAll(async () => {
  farm = await createFarm();
  chain = await farm.growChain(farm.genesis, 4);
}, 120_000);
afterAll(() => farm.close());

const at = (index: number): Grown => chain[index] as Grown;
const payment = (coin: Coin, paidFee: bigint) => paymentOf(farm, coin, paidFee);
const nodeWithTransaction = () => nodeWithPayment(farm, chain);

describe('a transaction in a block', () => {
  /** A block on the last one with what a node's mempool has for it. */
  async function farmed(node: NodeState): Promise<Grown> {
    const bundle = node.mempools.bundleFor(at(3).hash);
    expect(bundle).not.toBeNull();
    const grown = await farm.grow(at(3), 10, bundle);
    await collect(createHandlers(node).respond_block({ block: grown.block }, fullNodePeer()));
    return grown;
  }

  test('is in the candidate that a farmer gets, the dearest first', async () => {
    const { node, handlers, transaction } = await nodeWithTransaction();
    const dearer = payment(await rewardOf(node, at(1)), fee * 2n);
    for (const bundle of [transaction, dearer])
      await collect(handlers.send_transaction({ transaction: bundle }, walletPeer));
    const [found] = await farm.proofsAfter(at(3));
    if (!found) throw new Error('no proof');
    const { challengeHash } = found.proofOfSpace;
    const { poolTarget, poolTargetSignature } = farm;
    const request = {
      challengeHash,
      proofOfSpace: found.proofOfSpace,
      poolTarget,
      poolTargetSignature,
      farmerRewardsPuzzleHash: payer.puzzleHash,
    };
    const farmer = peerOf(NodeType.FARMER);
    const { posHash, headerHash: toSign } = onlyBody(
      await collect(handlers.request_header_hash(request, farmer)),
      'header_hash',
    );
    await collect(
      handlers.header_signature({ posHash, headerHash: toSign, headerSignature: found.sign(toSign) }, farmer),
    );
    const [unfinished] = await node.chain.listUnfinished();
    expect(unfinished?.block.header.data.totalTransactionFees).toBe(2_000_000_000_000n + 3n * fee);
    const run = await node.verifier.runGenerator(unfinished?.block.transactionsGenerator as Uint8Array, {
      maxCost: farm.network.constants.MAX_BLOCK_COST_CLVM,
      strict: true,
    });
    expect('spends' in run && run.spends.map(({ coinName: name }) => name)).toEqual(
      [dearer, transaction].map(({ coinSolutions: [spend] }) => coinName((spend as { coin: Coin }).coin)),
    );
    await node.chain.close();
  });

  test('has left the mempool, and returns to it when a heavier branch does without it', async () => {
    const { node, handlers, transaction, transactionId } = await nodeWithTransaction();
    await collect(handlers.send_transaction({ transaction }, walletPeer));
    const first = await farmed(node);
    let top = first;
    for (let more = 0; more < 3; more++) {
      top = await farm.grow(top);
      await collect(handlers.respond_block({ block: top.block }, fullNodePeer()));
    }
    expect(node.mempools.has(transactionId)).toBe(false);
    let branch = at(3);
    for (let more = 0; more < 7; more++) {
      branch = await farm.grow(branch, 11);
      await collect(handlers.respond_block({ block: branch.block }, fullNodePeer()));
    }
    expect(headerHash(node.chain.tips()[0] as FullBlock['header'])).toEqual(branch.hash);
    expect(node.mempools.has(transactionId)).toBe(true);
    expect(node.mempools.bundleFor(branch.hash)?.removals).toHaveLength(1);
    await node.chain.close();
  });

  test('is shown to wallets with proofs once it is below all tips, and to no one who asks for another block', async () => {
    const { node, handlers, transaction, coin } = await nodeWithTransaction();
    await collect(handlers.send_transaction({ transaction }, walletPeer));
    const grown = await farmed(node);
    const block = { height: 5, headerHash: grown.hash };
    const refusals = async (id: typeof block) =>
      summary([
        ...(await collect(handlers.request_removals({ ...id, coinNames: null }, walletPeer))),
        ...(await collect(handlers.request_additions({ ...id, puzzleHashes: null }, walletPeer))),
      ]);
    const refused = ['reject_removals_request WALLET RESPOND', 'reject_additions_request WALLET RESPOND'];
    expect(await refusals(block)).toEqual(refused);
    let top = grown;
    for (let more = 0; more < 2; more++) {
      top = await farm.grow(top);
      await collect(handlers.respond_block({ block: top.block }, fullNodePeer()));
    }
    expect(await refusals({ ...block, height: 4 })).toEqual(refused);
    const { additionsRoot, removalsRoot } = grown.block.header.data;
    const created: Coin = { parentCoinInfo: coinName(coin), puzzleHash: payee.puzzleHash, amount: coin.amount - fee };
    const stranger = new Uint8Array(32).fill(9);

    const removals = await collect(
      handlers.request_removals({ ...block, coinNames: [coinName(coin), stranger] }, walletPeer),
    );
    const { coins, proofs } = onlyBody(removals, 'respond_removals');
    expect(coins).toEqual([
      [coinName(coin), coin],
      [stranger, null],
    ]);
    expect(provesInclusion(removalsRoot, coinName(coin), proofs?.[0]?.[1] as Uint8Array)).toBe(true);
    expect(provesExclusion(removalsRoot, stranger, proofs?.[1]?.[1] as Uint8Array)).toBe(true);

    const asked = { ...block, puzzleHashes: [payee.puzzleHash, stranger] };
    const additions = onlyBody(await collect(handlers.request_additions(asked, walletPeer)), 'respond_additions');
    expect(additions.coins).toEqual([
      [payee.puzzleHash, [created]],
      [stranger, []],
    ]);
    expect(provesInclusion(additionsRoot, payee.puzzleHash, additions.proofs?.[0]?.[1] as Uint8Array)).toBe(true);
    expect(provesExclusion(additionsRoot, stranger, additions.proofs?.[1]?.[1] as Uint8Array)).toBe(true);
    expect(additions.proofs?.[1]?.[2]).toBeNull();
    await node.chain.close();
  });

  test('is not shown with more proofs than a message holds', async () => {
    const { node, handlers, transaction } = await nodeWithTransaction();
    await collect(handlers.send_transaction({ transaction }, walletPeer));
    const grown = await farmed(node);
    let top = grown;
    for (let more = 0; more < 2; more++) {
      top = await farm.grow(top);
      await collect(handlers.respond_block({ block: top.block }, fullNodePeer()));
    }
    const asked = Array.from({ length: 60_000 }, () => payee.puzzleHash);
    const block = { height: 5, headerHash: grown.hash };
    const messages = [
      ...(await collect(handlers.request_additions({ ...block, puzzleHashes: asked }, walletPeer))),
      ...(await collect(handlers.request_removals({ ...block, coinNames: asked }, walletPeer))),
    ];
    expect(messages.map(({ name }) => name)).toEqual(['reject_additions_request', 'reject_removals_request']);
    await node.chain.close();
  });
});
