import { beforeAll, describe, expect, test } from '@jest/globals';
import { bls, g1Identity, g2Identity } from '@salvia/bls';
import { treeHash } from '@salvia/clvm';
import { type FullBlock, filterHash, type HeaderData } from '@salvia/protocol';
import { COMMON_CHECKS, EMPTY_BODY_CHECKS } from '../../src/consensus/body/body-checks.ts';
import { encodeFilter, rewardCoins, type Verifier, validateBody } from '../../src/consensus/index.ts';
import { CONSTANTS, secret, verifier } from './support/farm.ts';
import { fill, fromHex } from './support/hex.ts';
import { farmOn } from './support/test-chain.ts';

let block: FullBlock;

beforeAll(async () => {
  block = (await farmOn(null, 0n)).block;
});

/** A body without transactions does not depend on its chain. */
const judge = (body: FullBlock, used = verifier) =>
  validateBody({ block: body, view: null, constants: CONSTANTS, coinRules: 'mainnet', nowMs: 0, verifier: used });

const withData = (changes: Partial<HeaderData>): FullBlock => ({
  ...block,
  header: { ...block.header, data: { ...block.header.data, ...changes } },
});

/** The quoted empty list */
const GENERATOR = fromHex('ff0180');
const withGenerator = (): FullBlock => ({
  ...withData({ generatorHash: treeHash(GENERATOR) }),
  transactionsGenerator: GENERATOR,
});

test('a body without transactions creates the two reward coins', async () => {
  expect(await judge(block)).toEqual({ additions: [], removals: [], rewards: rewardCoins(block.header.data) });
});

const skipsIdentity: Verifier = { ...verifier, signature: async () => true };
const poolSignature = (): Uint8Array => bls().sign(secret.farmer, fill(1));

const FAULTS: readonly [check: string, error: string, what: string, block: () => FullBlock, used?: Verifier][] = [
  ['B1', 'INVALID_TRANSACTIONS_FILTER_HASH', 'another filter', () => ({ ...block, transactionsFilter: fill(1) })],
  ['B2', 'INVALID_TRANSACTIONS_GENERATOR_HASH', 'a generator hash alone', () => withData({ generatorHash: fill(1) })],
  [
    'B2',
    'INVALID_TRANSACTIONS_GENERATOR_HASH',
    'another generator',
    () => ({ ...withGenerator(), transactionsGenerator: fromHex('ff01ff0180') }),
  ],
  [
    'B2',
    'INVALID_TRANSACTIONS_GENERATOR_HASH',
    'a generator that is no program',
    () => ({ ...withGenerator(), transactionsGenerator: fromHex('ff01') }),
  ],
  ['E1', 'INVALID_BLOCK_FEE_AMOUNT', 'a fee of one more', () => withData({ totalTransactionFees: 2_000_000_000_001n })],
  ['E2', 'BAD_ADDITION_ROOT', 'another additions root', () => withData({ additionsRoot: fill(1) })],
  ['E2', 'BAD_ADDITION_ROOT', 'another farmer than the root has', () => withData({ farmerRewardsPuzzleHash: fill(1) })],
  ['E3', 'BAD_REMOVAL_ROOT', 'another removals root', () => withData({ removalsRoot: fill(1) })],
  [
    'Q10',
    'INVALID_TRANSACTIONS_FILTER_HASH',
    'a filter of something else, with its hash',
    () => {
      const transactionsFilter = encodeFilter([fill(1)]);
      return { ...withData({ filterHash: filterHash(transactionsFilter) }), transactionsFilter };
    },
  ],
  [
    'E4',
    'BAD_AGGREGATE_SIGNATURE',
    'a signature by another key',
    () => withData({ aggregatedSignature: poolSignature() }),
  ],
  ['E4', 'BAD_AGGREGATE_SIGNATURE', 'no signature', () => withData({ aggregatedSignature: g2Identity() })],
  [
    'E4',
    'BAD_AGGREGATE_SIGNATURE',
    'the identity as pool key (Q2)',
    () => ({ ...block, proofOfSpace: { ...block.proofOfSpace, poolPublicKey: g1Identity() } }),
    skipsIdentity,
  ],
];

describe('invalid bodies', () => {
  test.each(FAULTS)('%s %s: %s', async (check, error, _, faulty, used = verifier) => {
    expect(await judge(faulty(), used)).toEqual({ check, error });
  });

  test('provoke every row of the lists', () => {
    const rows = [...COMMON_CHECKS, ...EMPTY_BODY_CHECKS].map(({ name }) => name);
    expect([...new Set(FAULTS.map(([check]) => check))]).toEqual(rows);
  });
});

test('a genesis cannot carry a generator', async () => {
  expect(await judge(withGenerator())).toEqual({ check: 'T3', error: 'EXTENDS_UNKNOWN_BLOCK' });
});
