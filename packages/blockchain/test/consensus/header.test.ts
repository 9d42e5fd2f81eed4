import { beforeAll, describe, expect, test } from '@jest/globals';
import { g1Identity } from '@salvia/bls';
import { scheme } from '@salvia/proof-of-time';
import { type FullBlock, type HeaderData, headerDataHash, type ProofOfTime, proofOfSpaceHash } from '@salvia/protocol';
import { HEADER_CHECKS } from '../../src/consensus/header/header-checks.ts';
import {
  type HeaderInput,
  type MadeBlock,
  type Parent,
  preValidate,
  type ValidHeader,
  type Verifier,
  validateHeader,
} from '../../src/consensus/index.ts';
import { CONSTANTS, maker, proofOfSpace, qualityOfProof, verifier } from './support/farm.ts';
import { fill } from './support/hex.ts';
import { farmOn, makeChain, parentAt, START, type TestChain } from './support/test-chain.ts';

const HEIGHT = 13;
const NOW = START + 1000n;

let chain: TestChain;
let parent: Parent;
let child: MadeBlock;
let genesis: MadeBlock;

beforeAll(async () => {
  chain = await makeChain(HEIGHT);
  parent = parentAt(chain);
  child = await farmOn(parent, 10n * BigInt(HEIGHT));
  genesis = chain.blocks[0] as MadeBlock;
});

const validate = (changes: Partial<HeaderInput> = {}) =>
  validateHeader({
    block: child.block,
    genesis: false,
    parent,
    constants: CONSTANTS,
    nowMs: Number(NOW) * 1000,
    finished: true,
    verifier,
    ...changes,
  });

const validateGenesis = (changes: Partial<HeaderInput> = {}) =>
  validate({ block: genesis.block, genesis: true, parent: null, ...changes });

/** A block with other header data, signed again. */
function withData(block: FullBlock, changes: Partial<HeaderData>): FullBlock {
  const data = { ...block.header.data, ...changes };
  return { ...block, header: { data, plotSignature: maker.signAsPlot(headerDataHash(data)) } };
}

/** A block with another proof of space that its header commits to, signed again by the plot key of before. */
function withProof(block: FullBlock, proof: FullBlock['proofOfSpace']): FullBlock {
  return withData({ ...block, proofOfSpace: proof }, { proofOfSpaceHash: proofOfSpaceHash(proof) });
}

const withTime = (block: FullBlock, changes: Partial<ProofOfTime>): FullBlock => ({
  ...block,
  proofOfTime: { ...(block.proofOfTime as ProofOfTime), ...changes },
});

const provenOn = (challengeHash: Uint8Array, iterations: bigint): ProofOfTime => ({
  challengeHash,
  numberOfIterations: iterations,
  ...scheme('chiavdf').prove({ discriminantBits: 64, challenge: challengeHash, iterations }),
});

describe('valid headers', () => {
  test('every block of a made chain, over two adjustments', async () => {
    for (const [height, made] of chain.blocks.entries()) {
      const verdict = await (height === 0
        ? validateGenesis()
        : validate({ block: made.block, parent: parentAt(chain, height - 1) }));
      const { difficulty, minIters, iterations } = made;
      const qualityString = qualityOfProof(made.block.proofOfSpace.proof);
      expect(verdict).toEqual({ difficulty, minIters, iterations, qualityString });
    }
  });

  test('an unfinished block', async () => {
    const unfinished = { ...child.block, proofOfTime: null };
    expect(await validate({ block: unfinished, finished: false })).toMatchObject({ iterations: child.iterations });
  });

  test.each([
    ['any pool target height', { poolTarget: { puzzleHash: fill(1), maxHeight: 0 } }],
    ['its own height as the last one of the pool target', { poolTarget: { puzzleHash: fill(1), maxHeight: HEIGHT } }],
    ['any cost', { cost: 12345n }],
    ['any extension data', { extensionData: fill(9) }],
    ['a timestamp before its parent, at the average of the last 11', { timestamp: START + 70n }],
    ['a timestamp that is as far ahead as may be', { timestamp: NOW + 7200n }],
  ])('may have %s', async (_, changes) => {
    expect(await validate({ block: withData(child.block, changes) })).toMatchObject({ iterations: child.iterations });
  });

  test('a genesis may have any parent hash and time', async () => {
    const block = withData(genesis.block, { prevHeaderHash: fill(5), timestamp: NOW + 1_000_000n });
    expect(await validateGenesis({ block })).toMatchObject({ difficulty: 1n });
  });
});

interface Fault {
  readonly check: string;
  readonly error: string;
  readonly what: string;
  readonly input: () => Partial<HeaderInput>;
}

const fault = (check: string, error: string, what: string, input: () => Partial<HeaderInput>): Fault => ({
  check,
  error,
  what,
  input,
});
const header = (changes: () => Partial<HeaderData>) => () => ({ block: withData(child.block, changes()) });
const proof = (changes: () => FullBlock['proofOfSpace']) => () => ({ block: withProof(child.block, changes()) });
const time = (changes: () => Partial<ProofOfTime>) => () => ({ block: withTime(child.block, changes()) });
const output = () => (child.block.proofOfTime as ProofOfTime).output;

const FAULTS: readonly Fault[] = [
  fault('R5', 'BLOCK_IS_NOT_FINISHED', 'no proof of time', () => ({ block: { ...child.block, proofOfTime: null } })),
  fault('H0', 'DOES_NOT_EXTEND', 'an unknown parent', () => ({ parent: null })),
  fault(
    'H1',
    'INVALID_POSPACE_HASH',
    'another proof of space hash',
    header(() => ({ proofOfSpaceHash: fill(1) })),
  ),
  fault('H2', 'INVALID_PLOT_SIGNATURE', 'header data that was not signed', () => {
    const { data, plotSignature } = child.block.header;
    return { block: { ...child.block, header: { data: { ...data, cost: 1n }, plotSignature } } };
  }),
  fault('H2', 'INVALID_PLOT_SIGNATURE', 'the identity as plot key (Q2)', () => {
    const verifierThatSkipsIdentity: Verifier = { ...verifier, signature: async () => true };
    const identity = proofOfSpace(parent.challengeHash, { plotPublicKey: g1Identity() });
    return { block: withProof(child.block, identity), verifier: verifierThatSkipsIdentity };
  }),
  fault(
    'H3',
    'DOES_NOT_EXTEND',
    'another parent hash',
    header(() => ({ prevHeaderHash: fill(1) })),
  ),
  fault('H3', 'DOES_NOT_EXTEND', 'an unknown parent, unfinished', () => ({ parent: null, finished: false })),
  fault(
    'H4',
    'TIMESTAMP_TOO_FAR_IN_PAST',
    'a time below the average',
    header(() => ({ timestamp: START + 69n })),
  ),
  fault(
    'H5',
    'TIMESTAMP_TOO_FAR_IN_FUTURE',
    'a time too far ahead',
    header(() => ({ timestamp: NOW + 7201n })),
  ),
  fault('H5', 'TIMESTAMP_TOO_FAR_IN_FUTURE', 'a time a millisecond too far ahead', () => ({
    block: withData(child.block, { timestamp: NOW + 7200n }),
    nowMs: Number(NOW) * 1000 - 1,
  })),
  fault(
    'H6',
    'INVALID_POSPACE_CHALLENGE',
    'another challenge',
    proof(() => proofOfSpace(fill(1))),
  ),
  fault(
    'H7',
    'INVALID_POSPACE',
    'a wrong proof',
    proof(() => proofOfSpace(parent.challengeHash, { proof: new Uint8Array(144) })),
  ),
  fault(
    'H7',
    'INVALID_POSPACE',
    'a proof of another length',
    proof(() => proofOfSpace(parent.challengeHash, { proof: new Uint8Array(143) })),
  ),
  fault(
    'H7',
    'INVALID_POSPACE',
    'a plot that is too small (Q6)',
    proof(() => proofOfSpace(parent.challengeHash, { size: 17 })),
  ),
  fault(
    'H7',
    'INVALID_POSPACE',
    'a plot that is too large (Q6)',
    proof(() => proofOfSpace(parent.challengeHash, { size: 50 })),
  ),
  fault('H7', 'INVALID_POSPACE', 'a plot that does not pass the filter', () => ({
    constants: { ...CONSTANTS, NUMBER_ZERO_BITS_CHALLENGE_SIG: 256 },
  })),
  fault(
    'H8',
    'INVALID_HEIGHT',
    'a height one too high',
    header(() => ({ height: HEIGHT + 1 })),
  ),
  fault(
    'H8',
    'INVALID_HEIGHT',
    'a height far too high (Q8)',
    header(() => ({ height: 6 * 1_000_000 + 1 })),
  ),
  fault(
    'H8',
    'INVALID_HEIGHT',
    'the height of genesis',
    header(() => ({ height: 0 })),
  ),
  fault('H8', 'INVALID_HEIGHT', 'a genesis above 0', () => ({
    block: withData(genesis.block, { height: 1 }),
    genesis: true,
    parent: null,
  })),
  fault(
    'H9',
    'INVALID_POOL_TARGET',
    'an expired pool target',
    header(() => ({
      poolTarget: { puzzleHash: fill(1), maxHeight: HEIGHT - 1 },
    })),
  ),
  fault('H10', 'INVALID_TOTAL_ITERS', 'iterations beyond 64 bits', () => ({
    block: genesis.block,
    genesis: true,
    parent: null,
    constants: { ...CONSTANTS, DIFFICULTY_STARTING: (1n << 64n) - 1n },
  })),
  fault(
    'H11',
    'INVALID_WEIGHT',
    'a weight one too high',
    header(() => ({ weight: child.block.header.data.weight + 1n })),
  ),
  fault(
    'H12',
    'INVALID_TOTAL_ITERS',
    'total iterations one too high',
    header(() => ({
      totalIters: child.block.header.data.totalIters + 1n,
    })),
  ),
  fault(
    'H14',
    'INVALID_NUM_ITERATIONS',
    'another number of iterations',
    time(() => provenOn(parent.challengeHash, child.iterations + 1n)),
  ),
  fault(
    'H15',
    'INVALID_POT',
    'another output',
    time(() => ({ output: { a: output().a, b: -output().b } })),
  ),
  fault(
    'H15',
    'INVALID_POT',
    'an output that is not reduced (Q19)',
    time(() => ({
      output: { a: output().a, b: output().b + 2n * output().a },
    })),
  ),
  fault(
    'H15',
    'INVALID_POT',
    'another witness',
    time(() => ({ witness: new Uint8Array(0) })),
  ),
  fault(
    'H16',
    'INVALID_POT_CHALLENGE',
    'a proof of time on another challenge',
    time(() => provenOn(fill(1), child.iterations)),
  ),
  fault('H17', 'INVALID_POSPACE_CHALLENGE', 'a genesis of two challenges', () => ({
    block: { ...genesis.block, proofOfTime: provenOn(fill(1), genesis.iterations) },
    genesis: true,
    parent: null,
  })),
];

describe('invalid headers', () => {
  test.each(FAULTS)('$check $error: $what', async ({ check, error, input }) => {
    expect(await validate(input())).toEqual({ check, error });
  });

  test('provoke every row of the list', () => {
    expect([...new Set(FAULTS.map(({ check }) => check))]).toEqual(HEADER_CHECKS.map(({ name }) => name));
  });

  test('of two faults the one that is earlier in the list counts', async () => {
    const block = withData(child.block, { height: HEIGHT + 1, weight: 0n, timestamp: 0n });
    expect(await validate({ block })).toMatchObject({ error: 'TIMESTAMP_TOO_FAR_IN_PAST' });
  });

  test('an unfinished block is not asked for its proof of time', async () => {
    const block = withTime(child.block, { witness: new Uint8Array(0) });
    expect(await validate({ block, finished: false })).toMatchObject({ iterations: child.iterations });
  });
});

/** A verifier that counts what it is asked, and answers no. */
function refusing(): Verifier & { asked: number } {
  const counting = {
    ...verifier,
    asked: 0,
    proofOfSpace: async () => (counting.asked++, null),
    proofOfTime: async () => (counting.asked++, false),
    signature: async () => (counting.asked++, false),
  };
  return counting;
}

describe('pre-validation', () => {
  test('finds the quality string of a valid block', async () => {
    expect(await preValidate(child.block, CONSTANTS, verifier)).toEqual({
      qualityString: ((await validate()) as ValidHeader).qualityString,
    });
  });

  test('spares the expensive checks, with the same result', async () => {
    const preValidated = (await preValidate(child.block, CONSTANTS, verifier)) ?? undefined;
    const again = refusing();
    expect(await validate({ preValidated, verifier: again })).toEqual(await validate());
    expect(again.asked).toBe(0);
  });

  test('does not spare an unfinished block anything', async () => {
    const preValidated = { qualityString: fill(1) };
    expect(await validate({ preValidated, finished: false })).toEqual(await validate({ finished: false }));
    expect(await validate({ preValidated, finished: false, verifier: refusing() })).toMatchObject({ check: 'H2' });
  });

  test('does not spare the hash of the proof of space (Q9)', async () => {
    const preValidated = (await preValidate(child.block, CONSTANTS, verifier)) ?? undefined;
    const block = withData(child.block, { proofOfSpaceHash: fill(1) });
    expect(await validate({ block, preValidated })).toMatchObject({ error: 'INVALID_POSPACE_HASH' });
  });

  const refused = FAULTS.filter(({ check }) => ['R5', 'H2', 'H7', 'H15'].includes(check));
  test.each(refused)('of $what finds nothing', async ({ input }) => {
    const { block = child.block, constants = CONSTANTS, verifier: used = verifier } = input();
    expect(await preValidate(block, constants, used)).toBeNull();
  });
});
