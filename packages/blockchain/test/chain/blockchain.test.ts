import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { headerDataHash, PoolTarget } from '@salvia/protocol';
import {
  type Blockchain,
  BlockchainError,
  createBlockchain,
  finishBlock,
  makeUnfinishedBlock,
  nextParameters,
  sqliteStores,
  withCache,
} from '../../src/index.ts';
import { CONSTANTS, maker, proofOfSpace, qualityOfProof, verifier } from '../consensus/support/farm.ts';
import { codeOf, fill } from '../consensus/support/hex.ts';
import { countingVerifier } from '../support/counting.ts';
import {
  chainOf,
  grow,
  growChain,
  NOW_MS,
  type Node,
  networkOf,
  nodeOf,
  prove,
  START,
  unfinishedOn,
} from '../support/tree.ts';

const UNKNOWN = fill(0xee);

describe('a blockchain', () => {
  let genesis: Node;
  let main: Node[];
  let side: Node[];
  let chain: Blockchain;

  /** The main chain's block at a height from 1. */
  const at = (height: number): Node => main[height - 1] as Node;

  beforeAll(async () => {
    genesis = await grow(null);
    main = await growChain(genesis, 8);
    side = await growChain(at(2), 3, { seconds: 11 });
  });
  beforeEach(async () => {
    chain = await createBlockchain({
      ...networkOf(genesis),
      stores: sqliteStores({ path: ':memory:' }),
      pool: verifier,
    });
  });
  afterEach(() => chain.close());

  const receive = async (nodes: readonly Node[]): Promise<string[]> => {
    const results: string[] = [];
    for (const { block } of nodes) results.push((await chain.receiveBlock(block, NOW_MS)).result);
    return results;
  };

  test('begins with its genesis', () => {
    expect(chain.tips()).toEqual([genesis.block.header]);
    expect(chain.lca()).toEqual(genesis.block.header);
    expect(chain.hashAtHeight(0)).toEqual(genesis.hash);
  });

  test('says what becomes of each block', async () => {
    expect(await receive(main.slice(0, 4))).toEqual(Array(4).fill('ADDED_TO_HEAD'));
    expect(await receive([at(2), at(6)])).toEqual(['ALREADY_HAVE_BLOCK', 'DISCONNECTED_BLOCK']);
    expect(await receive(side.slice(0, 1))).toEqual(['ADDED_TO_HEAD']);
    expect(await receive([await grow(at(1), { seconds: 12 })])).toEqual(['ADDED_AS_ORPHAN']);
    const unfinished = { ...at(5).block, proofOfTime: null };
    expect(await chain.receiveBlock(unfinished, NOW_MS)).toEqual({
      result: 'INVALID_BLOCK',
      error: 'BLOCK_IS_NOT_FINISHED',
      check: 'R5',
    });
  });

  test('names the tip that goes, and says when the LCA moves', async () => {
    await receive(main.slice(0, 2));
    const third = await chain.receiveBlock(at(3).block, NOW_MS);
    expect(third).toEqual({ result: 'ADDED_TO_HEAD', removedTip: genesis.block.header, lcaChanged: true });
    expect(chain.tips().map(({ data }) => data.height)).toEqual([3, 2, 1]);
    expect(chain.lca()).toEqual(at(1).block.header);
  });

  test('refuses an invalid block with its code, and is unchanged', async () => {
    await receive(main.slice(0, 4));
    const { proofOfTime } = at(5).block;
    const tooLate = (START - 10_000) * 1000;
    const wrong = { ...at(5).block, proofOfTime: proofOfTime && { ...proofOfTime, witness: new Uint8Array(3) } };
    expect(await chain.receiveBlock(wrong, NOW_MS)).toMatchObject({ result: 'INVALID_BLOCK', error: 'INVALID_POT' });
    expect(await chain.receiveBlock(at(5).block, tooLate)).toMatchObject({ error: 'TIMESTAMP_TOO_FAR_IN_FUTURE' });
    const body = { ...at(5).block, transactionsFilter: new Uint8Array(2) };
    expect(await chain.receiveBlock(body, NOW_MS)).toMatchObject({ error: 'INVALID_TRANSACTIONS_FILTER_HASH' });
    expect(chain.tips()[0]).toEqual(at(4).block.header);
    // None of it counts against the block itself: its hash covers neither its proof of time nor the clock.
    expect(await receive([at(5)])).toEqual(['ADDED_TO_HEAD']);
  });

  test('judges a block that names another height than its parent allows by that', async () => {
    await receive(main.slice(0, 4));
    const { block, minIters, iterations } = unfinishedOn(at(4));
    const data = { ...block.header.data, height: 40 };
    const header = { data, plotSignature: maker.signAsPlot(headerDataHash(data)) };
    const proofOfTime = prove(block.proofOfSpace.challengeHash, iterations);
    const node = nodeOf(finishBlock({ ...block, header }, proofOfTime), at(4), minIters);
    expect(await chain.receiveBlock(node.block, NOW_MS)).toMatchObject({ error: 'INVALID_HEIGHT' });
  });

  test('takes blocks that come at once in the order in which they came', async () => {
    const results = await Promise.all(main.map(({ block }) => chain.receiveBlock(block, NOW_MS)));
    expect(results.map(({ result }) => result)).toEqual(Array(8).fill('ADDED_TO_HEAD'));
  });

  test('takes pre-validated blocks without checking their proofs again', async () => {
    const counted = { ...verifier };
    let checks = 0;
    counted.proofOfTime = (claim) => {
      checks += 1;
      return verifier.proofOfTime(claim);
    };
    const other = await createBlockchain({
      ...networkOf(genesis),
      stores: sqliteStores({ path: ':memory:' }),
      pool: counted,
    });
    const preValidated = await other.preValidate(at(1).block);
    expect(preValidated).not.toBeNull();
    const before = checks;
    const { result } = await other.receiveBlock(at(1).block, NOW_MS, { preValidated });
    expect([result, checks]).toEqual(['ADDED_TO_HEAD', before]);
    await other.close();
  });

  test('checks proof of space and signatures once for an unfinished block and the block it becomes', async () => {
    const { counts, counting } = countingVerifier();
    const network = networkOf(genesis);
    const other = await createBlockchain({
      ...network,
      stores: sqliteStores({ path: ':memory:' }),
      pool: withCache(counting),
    });
    const unfinished = { ...at(1).block, proofOfTime: null };
    counts.clear();
    expect(await other.validateUnfinished(unfinished, NOW_MS)).toHaveProperty('iterations');
    // One signature: the pool's is that of genesis, which was checked when the chain began.
    expect(Object.fromEntries(counts)).toEqual({ proofOfSpace: 1, signature: 1 });
    expect(await other.receiveBlock(at(1).block, NOW_MS)).toMatchObject({ result: 'ADDED_TO_HEAD' });
    expect(Object.fromEntries(counts)).toEqual({ proofOfSpace: 1, signature: 1, proofOfTime: 1 });
    await other.close();
  });

  test('tells its listeners of additions only', async () => {
    const heard: unknown[] = [];
    const end = chain.onBlock(({ headerHash, result }) => heard.push([headerHash, result.result]));
    await receive([at(1), at(1), at(3)]);
    end();
    await receive([at(2)]);
    expect(heard).toEqual([[at(1).hash, 'ADDED_TO_HEAD']]);
  });

  describe('answers', () => {
    beforeEach(async () => {
      await receive([...main, ...side]);
    });

    test('with blocks and headers, on the main chain or off it', async () => {
      for (const node of [...main, ...side]) {
        expect(chain.hasHeader(node.hash)).toBe(true);
        expect(chain.header(node.hash)).toEqual(node.block.header);
        expect(await chain.block(node.hash)).toEqual(node.block);
        const { proofOfSpace: space, proofOfTime, header } = node.block;
        const { challenge } = chain.challengeAfter(node.hash);
        expect(await chain.headerBlock(node.hash)).toEqual({ proofOfSpace: space, proofOfTime, challenge, header });
        expect(chain.proofsHash(node.hash)).toEqual(challenge.proofsHash);
      }
      expect(await chain.blocksAtHeight(3)).toEqual([at(3).block, side[0]?.block]);
      expect(await chain.blocksAtHeight(99)).toEqual([]);
    });

    test('with hashes by height up to the LCA', () => {
      expect(chain.lca()).toEqual(at(6).block.header);
      expect([5, 6, 7, -1].map((height) => chain.hashAtHeight(height))).toEqual([at(5).hash, at(6).hash, null, null]);
    });

    test('with the whole chain to any header', () => {
      for (const node of [genesis, at(8), side[2] as Node]) {
        expect(chain.headerHashesTo(node.hash)).toEqual(chainOf(node).map(({ hash }) => hash));
      }
      expect(chain.headerHashesTo(UNKNOWN)).toBeNull();
    });

    test('with the parameters of the next block', () => {
      for (const node of [...main, ...side]) {
        const { difficulty, minIters } = nextParameters(
          { height: node.height, at: (height) => node.records[height] as (typeof node.records)[number] },
          CONSTANTS,
        );
        expect(chain.nextDifficulty(node.hash)).toBe(difficulty);
        expect(chain.nextMinIters(node.hash)).toBe(minIters);
      }
    });

    test('with nothing for what it does not know', async () => {
      expect(chain.hasHeader(UNKNOWN)).toBe(false);
      expect([chain.header(UNKNOWN), await chain.block(UNKNOWN), await chain.headerBlock(UNKNOWN)]).toEqual([
        null,
        null,
        null,
      ]);
      expect(chain.proofsHash(UNKNOWN)).toBeNull();
      expect(codeOf(() => chain.challengeAfter(UNKNOWN))).toBe('UNKNOWN_HEADER');
      expect(codeOf(() => chain.nextDifficulty(UNKNOWN))).toBe('UNKNOWN_HEADER');
      expect(await chain.coin(UNKNOWN)).toBeNull();
    });

    test('where a list of hashes leaves its chains, above the LCA too', () => {
      const hashes = (node: Node): Uint8Array[] => chainOf(node).map(({ hash }) => hash);
      expect(chain.forkPoint(hashes(at(8)))).toBe(8);
      expect(chain.forkPoint(hashes(at(3)))).toBe(3);
      expect(chain.forkPoint([...hashes(at(8)), fill(1), fill(2)])).toBe(8);
      expect(chain.forkPoint([...hashes(at(7)), fill(1), fill(2)])).toBe(7);
      // A branch that no tip is on is known, but is not our chain.
      expect(chain.forkPoint(hashes(side[2] as Node))).toBe(2);
      expect(codeOf(() => chain.forkPoint([fill(1), at(1).hash]))).toBe('DIFFERENT_GENESIS');
      expect(codeOf(() => chain.forkPoint([]))).toBe('DIFFERENT_GENESIS');
    });
  });

  describe('with unfinished blocks', () => {
    beforeEach(async () => {
      await receive(main.slice(0, 5));
    });

    test('finds the iterations of a valid one', async () => {
      const { block, iterations } = unfinishedOn(at(5));
      expect(await chain.validateUnfinished(block, NOW_MS)).toEqual({ iterations });
    });

    test('asks for a tip to build on', async () => {
      const { block } = unfinishedOn(at(1));
      expect(await chain.validateUnfinished(block, NOW_MS)).toMatchObject({ error: 'DOES_NOT_EXTEND' });
      const stray = unfinishedOn(at(8));
      expect(await chain.validateUnfinished(stray.block, NOW_MS)).toMatchObject({ error: 'DOES_NOT_EXTEND' });
    });

    test('checks header and body', async () => {
      const { block } = unfinishedOn(at(5));
      const unsigned = { ...block, header: { ...block.header, plotSignature: at(5).block.header.plotSignature } };
      expect(await chain.validateUnfinished(unsigned, NOW_MS)).toMatchObject({ error: 'INVALID_PLOT_SIGNATURE' });
      const filtered = { ...block, transactionsFilter: new Uint8Array(1) };
      expect(await chain.validateUnfinished(filtered, NOW_MS)).toMatchObject({
        error: 'INVALID_TRANSACTIONS_FILTER_HASH',
      });
    });

    test('keeps them until they are pruned', async () => {
      const { block, iterations } = unfinishedOn(at(5));
      const { challengeHash } = block.proofOfSpace;
      expect(await chain.putUnfinished({ challengeHash, iterations, block })).toBe(true);
      expect(await chain.putUnfinished({ challengeHash, iterations, block })).toBe(false);
      expect(await chain.getUnfinished(challengeHash, iterations)).toEqual(block);
      expect(await chain.getUnfinished(challengeHash, iterations + 1n)).toBeNull();
      expect(await chain.listUnfinished()).toEqual([{ challengeHash, iterations, block }]);
      expect(await chain.pruneUnfinishedBelow(7)).toBe(1);
      expect(await chain.listUnfinished()).toEqual([]);
    });

    test('makes candidates that become blocks of the chain', async () => {
      const tip = at(5).hash;
      const proof = proofOfSpace(chain.challengeAfter(tip).hash);
      const poolTarget = { puzzleHash: fill(3), maxHeight: 0 };
      const request = {
        tip,
        proofOfSpace: proof,
        qualityString: qualityOfProof(proof.proof),
        poolTarget,
        poolTargetSignature: maker.signAsPool(PoolTarget.encode(poolTarget)),
        farmerRewardsPuzzleHash: fill(4),
        nowSeconds: START + 5000.75,
      };
      const candidate = await chain.createCandidate(request);
      expect(candidate.headerData.timestamp).toBe(BigInt(START + 5000));
      const unfinished = makeUnfinishedBlock(candidate, maker.signAsPlot(headerDataHash(candidate.headerData)));
      const { iterations } = candidate;
      expect(await chain.validateUnfinished(unfinished, NOW_MS)).toEqual({ iterations });
      const block = finishBlock(unfinished, prove(proof.challengeHash, iterations));
      expect(await chain.receiveBlock(block, NOW_MS)).toMatchObject({ result: 'ADDED_TO_HEAD' });
      await expect(chain.createCandidate({ ...request, tip: at(1).hash })).rejects.toMatchObject({ code: 'NOT_A_TIP' });
      await expect(chain.createCandidate({ ...request, tip: UNKNOWN })).rejects.toMatchObject({
        code: 'UNKNOWN_HEADER',
      });
    });
  });

  describe('with compact proofs of time', () => {
    test('puts one in the place of a long one, of a tip too, and stays what it is', async () => {
      await receive(main.slice(0, 4));
      const long = await grow(at(4), { long: true });
      await receive([long]);
      const { proofOfTime } = long.block;
      if (proofOfTime === null) throw new TypeError('an unfinished block');
      const before = { tips: chain.tips(), lca: chain.lca(), challenge: chain.challengeAfter(long.hash) };
      const compact = prove(proofOfTime.challengeHash, proofOfTime.numberOfIterations);
      expect(proofOfTime.witnessType).toBe(1);

      const otherOutput = { ...compact, output: { ...compact.output, b: compact.output.b + 2n * compact.output.a } };
      expect(await chain.replaceProofOfTime(otherOutput)).toEqual({ result: 'INVALID_PROOF' });
      expect(await chain.replaceProofOfTime(proofOfTime)).toEqual({ result: 'INVALID_PROOF' });
      expect(await chain.replaceProofOfTime({ ...compact, witness: new Uint8Array(8) })).toEqual({
        result: 'INVALID_PROOF',
      });
      const unknown = { ...compact, numberOfIterations: compact.numberOfIterations + 1n };
      expect(await chain.replaceProofOfTime(unknown)).toEqual({ result: 'UNKNOWN_PROOF' });
      expect(await chain.provedHeight(unknown.challengeHash, unknown.numberOfIterations)).toBeNull();
      expect(await chain.provedHeight(compact.challengeHash, compact.numberOfIterations)).toBe(5);

      const replaced = { result: 'REPLACED', height: 5, headerHashes: [long.hash] };
      expect(await chain.replaceProofOfTime(compact)).toEqual(replaced);
      expect((await chain.block(long.hash))?.proofOfTime).toEqual(compact);
      expect(await chain.replaceProofOfTime(compact)).toEqual({ result: 'ALREADY_COMPACT' });
      expect({ tips: chain.tips(), lca: chain.lca(), challenge: chain.challengeAfter(long.hash) }).toEqual(before);
    });
  });

  test('fails with CLOSED once it is closed, and waits for what is under way', async () => {
    const underWay = chain.receiveBlock(at(1).block, NOW_MS);
    await chain.close();
    expect((await underWay).result).toBe('ADDED_TO_HEAD');
    await expect(chain.receiveBlock(at(2).block, NOW_MS)).rejects.toMatchObject({ code: 'CLOSED' });
    await expect(chain.blocksAtHeight(1)).rejects.toMatchObject({ code: 'CLOSED' });
  });

  test('does not begin with a genesis that is not valid', async () => {
    const { proofOfTime } = genesis.block;
    const block = { ...genesis.block, proofOfTime: proofOfTime && { ...proofOfTime, witness: new Uint8Array(3) } };
    const network = networkOf(nodeOf(block, null, 1n));
    const opening = createBlockchain({ ...network, stores: sqliteStores({ path: ':memory:' }), pool: verifier });
    await expect(opening).rejects.toBeInstanceOf(BlockchainError);
    await expect(opening).rejects.toMatchObject({ code: 'INVALID_GENESIS', payload: { error: 'INVALID_POT' } });
  });
});
