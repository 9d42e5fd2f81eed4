import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type FullBlock, type HeaderBlock, headerDataHash } from '@salvia/protocol';
import {
  type Blockchain,
  createBlockchain,
  faultOf,
  finishBlock,
  type HeaderBranch,
  headerBlockOf,
  memoryStores,
  type ReceiveResult,
  type Verifier,
} from '../../src/index.ts';
import { maker, verifier } from '../consensus/support/farm.ts';
import { codeOf, fill } from '../consensus/support/hex.ts';
import { countingVerifier } from '../support/counting.ts';
import { challengeOfNode, grow, growChain, NOW_MS, type Node, networkOf, prove, START } from '../support/tree.ts';

const headerBlock = (node: Node): HeaderBlock => headerBlockOf(node.block, challengeOfNode(node)) as HeaderBlock;

describe('a branch of headers', () => {
  let genesis: Node;
  let main: Node[];
  let side: Node[];
  let chain: Blockchain;

  const open = (pool: Verifier = verifier): Promise<Blockchain> =>
    createBlockchain({ ...networkOf(genesis), stores: memoryStores(), pool });
  /** The main chain's block at a height from 1. */
  const at = (height: number): Node => main[height - 1] as Node;

  beforeAll(async () => {
    genesis = await grow(null);
    main = await growChain(genesis, 24);
    side = await growChain(at(2), 20, { seconds: 13 });
  });
  beforeEach(async () => {
    chain = await open();
  });
  afterEach(() => chain.close());

  const receive = async (nodes: readonly Node[]): Promise<void> => {
    for (const { block } of nodes) expect((await chain.receiveBlock(block, NOW_MS)).result).toMatch(/^ADDED/);
  };
  const append = async (branch: HeaderBranch, nodes: readonly Node[]) => {
    for (const node of nodes) {
      const appended = await branch.append(headerBlock(node), NOW_MS);
      expect(appended).toMatchObject({ validated: { height: node.height, headerHash: node.hash } });
      expect([branch.height, branch.headerHash, branch.weight]).toEqual([node.height, node.hash, node.weight]);
    }
  };

  test('goes from genesis over changes of difficulty to the end of a chain, and adds nothing to it', async () => {
    const branch = chain.branch(genesis.hash);
    expect([branch.height, branch.headerHash, branch.weight]).toEqual([0, genesis.hash, genesis.weight]);
    await append(branch, main);
    expect(chain.tips()).toEqual([genesis.block.header]);
    expect(chain.hasHeader(at(1).hash)).toBe(false);
  });

  test('begins below the LCA, on a tip, or on an orphan', async () => {
    await receive(main.slice(0, 12));
    expect(chain.lca().data.height).toBe(10);
    await append(chain.branch(at(2).hash), side);
    await append(chain.branch(at(12).hash), main.slice(12));
    const [orphan] = side as [Node];
    expect(await chain.receiveBlock(orphan.block, NOW_MS)).toEqual({ result: 'ADDED_AS_ORPHAN' });
    await append(chain.branch(orphan.hash), side.slice(1));
  });

  test('stays right while its blocks are added, and while the chain goes over to it', async () => {
    await receive(main.slice(0, 5));
    const branch = chain.branch(at(2).hash);
    for (const [step, node] of side.entries()) {
      await append(branch, [node]);
      if (step >= 4) await receive(side.slice(step - 4, step - 3));
    }
    expect(chain.lca()).toEqual((side[13] as Node).block.header);
  });

  test('is no business of an unknown header', () => {
    expect(codeOf(() => chain.branch(fill(0xee)))).toBe('UNKNOWN_HEADER');
  });

  test('serves calls in their order', async () => {
    const branch = chain.branch(genesis.hash);
    const answers = await Promise.all(main.map((node) => branch.append(headerBlock(node), NOW_MS)));
    expect(answers.every((answer) => 'validated' in answer)).toBe(true);
    expect(branch.height).toBe(24);
  });

  /** Faults of one copy, whose header is right. */
  const faults: readonly [string, (block: HeaderBlock) => Partial<HeaderBlock>, string, string][] = [
    ['another witness', ({ proofOfTime: it }) => ({ proofOfTime: { ...it, witness: fill(1) } }), 'INVALID_POT', 'H15'],
    [
      'another output',
      ({ proofOfTime: it }) => ({ proofOfTime: { ...it, output: { a: it.output.a, b: -it.output.b } } }),
      'INVALID_POT',
      'H15',
    ],
    [
      'a valid proof of time for another challenge',
      ({ proofOfTime: { numberOfIterations } }) => ({ proofOfTime: prove(fill(9), numberOfIterations) }),
      'INVALID_POT_CHALLENGE',
      'H16',
    ],
    [
      'a valid proof of time of other iterations',
      ({ proofOfTime: it }) => ({ proofOfTime: prove(it.challengeHash, it.numberOfIterations + 1n) }),
      'INVALID_NUM_ITERATIONS',
      'H14',
    ],
    [
      'another proof of space',
      ({ proofOfSpace }) => ({ proofOfSpace: { ...proofOfSpace, proof: proofOfSpace.proof.slice(1) } }),
      'INVALID_POSPACE_HASH',
      'H1',
    ],
    [
      'a challenge after another block',
      ({ challenge }) => ({ challenge: { ...challenge, prevChallengeHash: fill(1) } }),
      'INVALID_CHALLENGE',
      'C1',
    ],
    [
      'a challenge of other proofs',
      ({ challenge }) => ({ challenge: { ...challenge, proofsHash: fill(1) } }),
      'INVALID_CHALLENGE',
      'C1',
    ],
    [
      'a challenge with another difficulty',
      ({ challenge }) => ({
        challenge: { ...challenge, newWorkDifficulty: challenge.newWorkDifficulty === null ? 1n : null },
      }),
      'INVALID_CHALLENGE',
      'C1',
    ],
  ];

  test.each(faults)(
    '%s is the fault of who served it, and the next copy is taken',
    async (_name, change, error, check) => {
      const branch = chain.branch(genesis.hash);
      await append(branch, main.slice(0, 13));
      const good = headerBlock(at(14));
      const wrong = { ...good, ...change(good) };
      const preValidated = await chain.preValidate(wrong);
      for (const options of [{}, { preValidated }]) {
        expect(await branch.append(wrong, NOW_MS, options)).toEqual({ error, check });
        expect([branch.height, branch.headerHash]).toEqual([13, at(13).hash]);
      }
      expect(faultOf({ check })).toBe('ITEM');
      await append(branch, main.slice(13));
    },
  );

  test('a header that its own farmer made wrong is the fault of the path', async () => {
    const branch = chain.branch(genesis.hash);
    await append(branch, main.slice(0, 2));
    const { proofOfTime, proofOfSpace } = at(3).block;
    const data = { ...at(3).block.header.data, weight: 99n };
    const header = { data, plotSignature: maker.signAsPlot(headerDataHash(data)) };
    const wrong = { ...headerBlock(at(3)), header };
    const verdict = await branch.append(wrong, NOW_MS);
    expect(verdict).toEqual({ error: 'INVALID_WEIGHT', check: 'H11' });
    await receive(main.slice(0, 2));
    const block: FullBlock = { ...at(3).block, header, proofOfTime, proofOfSpace };
    const received = (await chain.receiveBlock(block, NOW_MS)) as Extract<ReceiveResult, { check: string }>;
    expect(received).toMatchObject(verdict);
    expect(faultOf(received, block)).toBe('PATH');
  });

  test('a child of another header does not extend it', async () => {
    const branch = chain.branch(genesis.hash);
    expect(await branch.append(headerBlock(at(2)), NOW_MS)).toMatchObject({ error: 'DOES_NOT_EXTEND' });
    expect(branch.height).toBe(0);
  });

  test('the clock is that of each call', async () => {
    const branch = chain.branch(genesis.hash);
    const early = (START - 10_000) * 1000;
    expect(await branch.append(headerBlock(at(1)), early)).toMatchObject({ error: 'TIMESTAMP_TOO_FAR_IN_FUTURE' });
    await append(branch, main.slice(0, 1));
  });

  describe('spares a block', () => {
    const EXPENSIVE = ['signature', 'proofOfSpace', 'proofOfTime'];

    /** What checking one block took, with what its branch found. */
    async function counted(block: FullBlock, from: Node): Promise<{ result: ReceiveResult; checks: object }> {
      const { counts, counting } = countingVerifier();
      const other = await open(counting);
      const appended = await other.branch(genesis.hash).append(headerBlock(from), NOW_MS);
      const validated = 'validated' in appended ? appended.validated : null;
      expect(validated).not.toBeNull();
      counts.clear();
      const result = await other.receiveBlock(block, NOW_MS, { validated });
      await other.close();
      return { result, checks: Object.fromEntries(EXPENSIVE.map((check) => [check, counts.get(check) ?? 0])) };
    }
    // A block without transactions has its pool's signature checked, which is of its body.
    const BODY = { signature: 1, proofOfSpace: 0, proofOfTime: 0 };

    test('the checks of its header', async () => {
      const { result, checks } = await counted(at(1).block, at(1));
      expect(result).toMatchObject({ result: 'ADDED_TO_HEAD' });
      expect(checks).toEqual(BODY);
    });

    test('not that of a proof of time that differs from the header block’s', async () => {
      const long = await grow(genesis, { long: true });
      const { challengeHash, numberOfIterations } = headerBlock(long).proofOfTime;
      const compact = finishBlock(long.block, prove(challengeHash, numberOfIterations));
      const { result, checks } = await counted(compact, long);
      expect(result).toMatchObject({ result: 'ADDED_TO_HEAD' });
      expect(checks).toEqual({ ...BODY, proofOfTime: 1 });
      const { proofOfTime: valid } = headerBlock(long);
      const wrong = finishBlock(long.block, { ...valid, witness: valid.witness.slice(1) });
      expect((await counted(wrong, long)).result).toMatchObject({ error: 'INVALID_POT' });
      const other = finishBlock(long.block, prove(fill(3), numberOfIterations));
      expect((await counted(other, long)).result).toMatchObject({ error: 'INVALID_POT_CHALLENGE' });
      const unfinished = { ...long.block, proofOfTime: null };
      expect((await counted(unfinished, long)).result).toMatchObject({ error: 'BLOCK_IS_NOT_FINISHED' });
    });

    test('not those of a proof of space that is not the header’s', async () => {
      const { block } = at(1);
      const proofOfSpace = { ...block.proofOfSpace, proof: block.proofOfSpace.proof.slice(1) };
      const { result } = await counted({ ...block, proofOfSpace }, at(1));
      expect(result).toMatchObject({ error: 'INVALID_POSPACE_HASH' });
    });

    test('not those of another header', async () => {
      const twin = await grow(genesis, { seconds: 11 });
      const { result, checks } = await counted(twin.block, at(1));
      expect(result).toMatchObject({ result: 'ADDED_TO_HEAD' });
      expect(checks).toEqual({ signature: 2, proofOfSpace: 1, proofOfTime: 1 });
      const data = { ...at(1).block.header.data, extensionData: fill(1) };
      const forged = { ...at(1).block, header: { ...at(1).block.header, data } };
      expect((await counted(forged, at(1))).result).toMatchObject({ error: 'INVALID_PLOT_SIGNATURE' });
    });

    test('nothing for a token of another chain, or one that somebody made', async () => {
      const { counts, counting } = countingVerifier();
      const other = await open(counting);
      counts.clear();
      const appended = await chain.branch(genesis.hash).append(headerBlock(at(1)), NOW_MS);
      const foreign = 'validated' in appended ? appended.validated : null;
      await other.receiveBlock(at(1).block, NOW_MS, { validated: foreign });
      expect(counts.get('proofOfTime')).toBe(1);
      await other.receiveBlock(at(2).block, NOW_MS, { validated: { headerHash: at(2).hash, height: 2 } });
      expect(counts.get('proofOfTime')).toBe(2);
      await other.close();
    });

    test('nothing of its body', async () => {
      const wrong = { ...at(1).block, transactionsFilter: fill(1) };
      const { result } = await counted(wrong, at(1));
      expect(result).toMatchObject({ error: 'INVALID_TRANSACTIONS_FILTER_HASH' });
      expect(faultOf(result as { check: string }, wrong)).toBe('ITEM');
    });
  });
});
