import { beforeAll, describe, expect, test } from '@jest/globals';
import { bls } from '@salvia/bls';
import { FullBlock, headerDataHash, headerHash, PoolTarget, type ProofOfTime } from '@salvia/protocol';
import {
  assembleCandidate,
  type Candidate,
  type CandidateInput,
  challengeAfter,
  earliestTimestamp,
  finishBlock,
  headerBlockOf,
  makeGenesis,
  makeUnfinishedBlock,
  nextDifficulty,
  type Parent,
  type Proofs,
  validateBody,
  validateHeader,
} from '../../src/consensus/index.ts';
import { CONSTANTS, maker, proofOfSpace, qualityOfProof, verifier } from './support/farm.ts';
import { codeOf, fill } from './support/hex.ts';
import { makeChain, parentAt, START, type TestChain } from './support/test-chain.ts';

let chain: TestChain;
let parent: Parent;

beforeAll(async () => {
  chain = await makeChain(8);
  parent = parentAt(chain);
});

function candidateInput(changes: Partial<CandidateInput> = {}): CandidateInput {
  const proof = proofOfSpace(parent.challengeHash);
  const poolTarget = { puzzleHash: fill(0x11), maxHeight: 8 };
  return {
    parent,
    proofOfSpace: proof,
    qualityString: qualityOfProof(proof.proof),
    poolTarget,
    poolTargetSignature: maker.signAsPool(PoolTarget.encode(poolTarget)),
    farmerRewardsPuzzleHash: fill(0x22),
    nowSeconds: START + 100n,
    constants: CONSTANTS,
    ...changes,
  };
}

const unfinished = (candidate: Candidate): FullBlock =>
  makeUnfinishedBlock(candidate, maker.signAsPlot(headerDataHash(candidate.headerData)));

const judge = (block: FullBlock, finished: boolean) =>
  validateHeader({
    block,
    genesis: false,
    parent,
    constants: CONSTANTS,
    nowMs: Number(START + 200n) * 1000,
    finished,
    verifier,
  });

/** Without transactions, a body does not depend on its chain. */
const judgeBody = (block: FullBlock) =>
  validateBody({ block, view: null, constants: CONSTANTS, coinRules: 'mainnet', nowMs: 0, verifier });

describe('a candidate', () => {
  test('becomes a valid unfinished block by a signature, and a valid block by a proof of time', async () => {
    const candidate = assembleCandidate(candidateInput());
    const block = unfinished(candidate);
    const { difficulty, minIters, iterations } = candidate;
    expect(await judge(block, false)).toMatchObject({ difficulty, minIters, iterations });

    const challengeHash = parent.challengeHash;
    const task = { discriminantBits: CONSTANTS.DISCRIMINANT_SIZE_BITS, challenge: challengeHash, iterations };
    const proof: ProofOfTime = { challengeHash, numberOfIterations: iterations, ...(await maker.proveTime(task)) };
    const finished = finishBlock(block, proof);
    expect(await judge(finished, true)).toMatchObject({ difficulty, minIters, iterations });
    expect(await judgeBody(finished)).toMatchObject({ additions: [], removals: [] });
    expect(headerHash(finished.header)).toEqual(headerHash(block.header));
    expect(FullBlock.decode(FullBlock.encode(finished))).toEqual(finished);
  });

  test('has the time of now, or the earliest that its parent allows', () => {
    const earliest = earliestTimestamp(parent.ancestry, CONSTANTS);
    const timestamp = (nowSeconds: bigint): bigint =>
      assembleCandidate(candidateInput({ nowSeconds })).headerData.timestamp;
    expect(earliest).toBe(START + 35n);
    expect(timestamp(earliest + 1n)).toBe(earliest + 1n);
    expect(timestamp(earliest - 1n)).toBe(earliest);
  });

  test('differs from a sibling by its extension data', () => {
    const { headerData } = assembleCandidate(candidateInput());
    expect(headerData.extensionData).toEqual(fill(0));
    const sibling = assembleCandidate(candidateInput({ extensionData: fill(1) })).headerData;
    expect(sibling).toEqual({ ...headerData, extensionData: fill(1) });
  });

  test('needs iterations that fit 64 bits', () => {
    const constants = { ...CONSTANTS, DIFFICULTY_STARTING: (1n << 64n) - 1n };
    expect(codeOf(() => assembleCandidate(candidateInput({ parent: null, constants })))).toBe(
      'ITERATIONS_OUT_OF_RANGE',
    );
  });
});

test('a genesis is valid and weighs the starting difficulty', async () => {
  const proof = proofOfSpace(fill(0));
  const qualityString = qualityOfProof(proof.proof);
  const { block } = await makeGenesis(candidateInput({ proofOfSpace: proof, qualityString }), maker);
  const { data } = block.header;
  expect([data.height, data.weight, data.prevHeaderHash]).toEqual([0, 1n, fill(0)]);
  const input = { block, genesis: true, parent: null, constants: CONSTANTS, nowMs: 0, finished: true, verifier };
  expect(await validateHeader(input)).toMatchObject({ iterations: data.totalIters, minIters: 50n });
  expect(await judgeBody(block)).toMatchObject({ rewards: [{ amount: 500_000n * 10n ** 12n }, {}] });
});

test('challenges name the next difficulty at the delay of each epoch, the first included', () => {
  const named = chain.blocks.map(({ block }, height) => {
    const { ancestry } = parentAt(chain, height);
    return challengeAfter(block as FullBlock & Proofs, ancestry, CONSTANTS).challenge.newWorkDifficulty;
  });
  const { ancestry } = parentAt(chain, 7);
  expect(named).toEqual([null, 1n, null, null, null, null, null, nextDifficulty(ancestry, CONSTANTS)]);
});

test('a header block is a finished block without its body', () => {
  const { block } = chain.blocks[7] as { block: FullBlock & Proofs };
  const { challenge } = challengeAfter(block, parentAt(chain, 7).ancestry, CONSTANTS);
  const { proofOfSpace: space, proofOfTime, header } = block;
  expect(headerBlockOf(block, challenge)).toEqual({ proofOfSpace: space, proofOfTime, challenge, header });
  expect(headerBlockOf({ ...block, proofOfTime: null }, challenge)).toBeNull();
});

test('a plot signs with the sum of its two keys', () => {
  const { plotPublicKey } = proofOfSpace(fill(0));
  expect(bls().verify(plotPublicKey, fill(7), maker.signAsPlot(fill(7)))).toBe(true);
});
