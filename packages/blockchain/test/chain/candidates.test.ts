import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bls, keyGen } from '@salvia/bls';
import { treeHash } from '@salvia/clvm';
import { coinName, headerDataHash, headerHash, PoolTarget } from '@salvia/protocol';
import {
  BASE_FARMER_FEE,
  type Blockchain,
  type BlockSpends,
  createBlockchain,
  finishBlock,
  makeUnfinishedBlock,
  rewardCoins,
  sqliteStores,
  withCache,
} from '../../src/index.ts';
import { CONSTANTS, maker, proofOfSpace, qualityOfProof, SETTINGS } from '../consensus/support/farm.ts';
import { fill } from '../consensus/support/hex.ts';
import { countingVerifier } from '../support/counting.ts';
import { makeSpendChain, openSpendChain, type SpendChain, signedSpends } from '../support/spend-chain.ts';
import { condition, createCoin, TAGS } from '../support/spends.ts';
import { NOW_MS, type Node, networkOf, prove } from '../support/tree.ts';

const key = keyGen(fill(5));
const AGG_SIG_ME = 50;

let base: SpendChain;
let bundle: BlockSpends;
let chain: Blockchain;

beforeAll(async () => {
  base = await makeSpendChain();
  const [coin] = base.coins;
  const message = Uint8Array.from([...fill(1), ...coinName(coin), ...SETTINGS.genesisHash]);
  const conditions = [createCoin(TAGS.left, 999_000n), condition(AGG_SIG_ME, bls().publicKey(key), fill(1))];
  bundle = signedSpends([{ coin, conditions }], [key, message]);
});
beforeEach(async () => {
  chain = await openSpendChain(base);
});
afterEach(() => chain.close());

const poolTarget = { puzzleHash: fill(0x33), maxHeight: 0 };

function ask(on: Blockchain, withBundle: BlockSpends | null) {
  const proof = proofOfSpace(on.challengeAfter(base.tip.hash).hash);
  return on.createCandidate({
    tip: base.tip.hash,
    proofOfSpace: proof,
    qualityString: qualityOfProof(proof.proof),
    poolTarget,
    poolTargetSignature: maker.signAsPool(PoolTarget.encode(poolTarget)),
    farmerRewardsPuzzleHash: fill(0x44),
    nowSeconds: NOW_MS / 1000,
    bundle: withBundle,
  });
}

type Candidate = Awaited<ReturnType<typeof ask>>;
const signed = (candidate: Candidate) =>
  makeUnfinishedBlock(candidate, maker.signAsPlot(headerDataHash(candidate.headerData)));
const finished = (candidate: Candidate) =>
  finishBlock(signed(candidate), prove(candidate.proofOfSpace.challengeHash, candidate.iterations));

describe('a candidate with transactions', () => {
  test('carries their program, cost, fees and signature', async () => {
    const { headerData, transactionsGenerator } = await ask(chain, bundle);
    expect(transactionsGenerator).toEqual(bundle.generator);
    expect(headerData).toMatchObject({
      cost: bundle.cost,
      totalTransactionFees: BASE_FARMER_FEE + 1000n,
      generatorHash: treeHash(bundle.generator),
    });
    const poolSignature = maker.signAsPool(PoolTarget.encode(poolTarget));
    expect(headerData.aggregatedSignature).toEqual(bls().aggregate([bundle.aggregatedSignature, poolSignature]));
  });

  test('becomes a block that is added, and does what they say', async () => {
    const block = finished(await ask(chain, bundle));
    expect(await chain.receiveBlock(block, NOW_MS)).toMatchObject({ result: 'ADDED_TO_HEAD' });
    const [name] = bundle.removals;
    const [created] = bundle.additions;
    if (name === undefined || created === undefined) throw new RangeError('the bundle does nothing');
    const view = chain.view(headerHash(block.header));
    expect(view.coin(name)).toMatchObject({ spent: true, spentBlockIndex: 5 });
    expect(view.coin(coinName(created))).toMatchObject({ coin: created, confirmedBlockIndex: 5, spent: false });
    expect(view.coin(coinName(rewardCoins(block.header.data)[1]))).toMatchObject({
      coin: { amount: BASE_FARMER_FEE + 1000n },
      coinbase: true,
    });
  });

  test('differs from one without in nothing but what they bring', async () => {
    const [without, having] = [await ask(chain, null), await ask(chain, bundle)];
    expect(without).toMatchObject({ transactionsGenerator: null, headerData: { cost: 0n } });
    const { weight, totalIters, timestamp, poolTarget: target } = without.headerData;
    expect(having.headerData).toMatchObject({ weight, totalIters, timestamp, poolTarget: target });
  });

  test('is judged whole before its proof of time is there', async () => {
    const candidate = await ask(chain, bundle);
    expect(await chain.validateUnfinished(signed(candidate), NOW_MS)).toEqual({ iterations: candidate.iterations });
    const unsigned = await ask(chain, { ...bundle, aggregatedSignature: bls().sign(key, fill(2)) });
    const verdict = await chain.validateUnfinished(signed(unsigned), NOW_MS);
    expect(verdict).toEqual({ error: 'BAD_AGGREGATE_SIGNATURE', check: 'T16' });
  });
});

test('an unfinished block and the block it becomes run their program and check its signatures once', async () => {
  const { counts, counting } = countingVerifier();
  const network = networkOf(base.nodes[0] as Node);
  const stores = sqliteStores({ path: ':memory:' });
  const counted = await createBlockchain({ ...network, constants: CONSTANTS, stores, pool: withCache(counting) });
  for (const { block } of base.nodes.slice(1)) await counted.receiveBlock(block, NOW_MS);
  const candidate = await ask(counted, bundle);
  counts.clear();
  await counted.validateUnfinished(signed(candidate), NOW_MS);
  // The program was hashed for the candidate.
  const once = { proofOfSpace: 1, signature: 1, runGenerator: 1, aggregateSignature: 1 };
  expect(Object.fromEntries(counts)).toEqual(once);
  expect(await counted.receiveBlock(finished(candidate), NOW_MS)).toMatchObject({ result: 'ADDED_TO_HEAD' });
  expect(Object.fromEntries(counts)).toEqual({ ...once, proofOfTime: 1 });
  await counted.close();
});
