import { beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import {
  ancestryOf,
  blockRecord,
  challengeAfter,
  decodeFilter,
  type HeaderVerdict,
  headerBlockOf,
  inlineVerifier,
  type Proofs,
  preValidate,
  rewardCoins,
  validateBody,
  validateHeader,
} from '@salvia/blockchain';
import {
  Coin,
  coinName,
  constantNames,
  DEFAULT_CONSTANTS,
  FullBlock,
  headerBlockHash,
  headerHash,
  plotId,
} from '@salvia/protocol';
import { z } from 'zod';
import { readVector } from '../src/index.ts';
import { fromFields } from './codecs.ts';

const whole = z.union([z.number().int(), z.string().regex(/^\d+$/)]);
const record = z.record(z.string(), z.unknown());

const schema = z.strictObject({
  kind: z.string(),
  constants: z.strictObject({
    ...(Object.fromEntries(constantNames.map((name) => [name, whole])) as Record<
      (typeof constantNames)[number],
      typeof whole
    >),
    GENESIS_BLOCK: z.string(),
  }),
  accepted: z.boolean(),
  block: z.strictObject({
    id: z.string(),
    height: z.number(),
    bytes: z.string(),
    header_hash: z.string(),
    prev_header_hash: z.string(),
    timestamp: z.number(),
    weight: z.string(),
    total_iters: z.string(),
    iterations: z.string(),
    quality_string: z.string(),
    plot_id: z.string(),
    challenge_hash: z.string(),
    coinbase_name: z.string(),
    fees_coin_name: z.string(),
    challenge: z.strictObject({
      prev_challenge_hash: z.string(),
      proofs_hash: z.string(),
      new_work_difficulty: z.string().nullable(),
      hash: z.string(),
    }),
    header_block_hash: z.string(),
    fields: record,
  }),
  coinbase: record,
  fees_coin: record,
});

const data = schema.parse(readVector('reference/release_genesis.json'));
const expected = data.block;
const block = FullBlock.decode(hexToBytes(expected.bytes)) as FullBlock & Proofs;
const verifier = inlineVerifier({
  vdfScheme: 'chiavdf-0.12',
  coinRules: 'beta18',
  genesis: expected.bytes,
  constants: DEFAULT_CONSTANTS,
});
const { data: headerData } = block.header;

describe('constants of the release', () => {
  test.each(constantNames)('%s', (name) => {
    expect(DEFAULT_CONSTANTS[name].toString()).toBe(String(data.constants[name]));
  });

  test('the genesis block', () => {
    expect(data.constants.GENESIS_BLOCK).toBe(expected.bytes);
  });
});

describe('the block', () => {
  test('has these fields and bytes', () => {
    expect(bytesToHex(FullBlock.encode(block))).toBe(expected.bytes);
    expect(block).toEqual(fromFields(FullBlock, expected.fields));
  });

  test('has these hashes and numbers', () => {
    const { height, prevHeaderHash, timestamp, weight, totalIters } = headerData;
    expect(bytesToHex(headerHash(block.header))).toBe(expected.header_hash);
    expect(bytesToHex(plotId(block.proofOfSpace))).toBe(expected.plot_id);
    expect(bytesToHex(block.proofOfSpace.challengeHash)).toBe(expected.challenge_hash);
    expect([height, bytesToHex(prevHeaderHash), Number(timestamp), weight.toString(), totalIters.toString()]).toEqual([
      expected.height,
      expected.prev_header_hash,
      expected.timestamp,
      expected.weight,
      expected.total_iters,
    ]);
  });

  test('creates these coins', () => {
    const coins = rewardCoins(headerData);
    expect(coins.map((coin) => bytesToHex(coinName(coin)))).toEqual([expected.coinbase_name, expected.fees_coin_name]);
    expect(coins).toEqual([fromFields(Coin, data.coinbase), fromFields(Coin, data.fees_coin)]);
  });

  test('has a filter of its reward puzzle hashes', () => {
    const filter = decodeFilter(block.transactionsFilter);
    expect(filter.matches(headerData.poolTarget.puzzleHash)).toBe(true);
    expect(filter.matches(headerData.farmerRewardsPuzzleHash)).toBe(true);
  });
});

describe('validation', () => {
  let verdict: HeaderVerdict;

  beforeAll(async () => {
    const input = {
      block,
      genesis: true,
      parent: null,
      constants: DEFAULT_CONSTANTS,
      nowMs: 0,
      finished: true,
      verifier,
    };
    verdict = await validateHeader(input);
  });

  test('the header is accepted, with these iterations and this quality', () => {
    expect('iterations' in verdict).toBe(data.accepted);
    expect(verdict).toEqual({
      difficulty: DEFAULT_CONSTANTS.DIFFICULTY_STARTING,
      minIters: DEFAULT_CONSTANTS.MIN_ITERS_STARTING,
      iterations: BigInt(expected.iterations),
      qualityString: hexToBytes(expected.quality_string),
    });
  });

  test('the body is accepted', async () => {
    const input = { block, view: null, constants: DEFAULT_CONSTANTS, coinRules: 'beta18', nowMs: 0, verifier } as const;
    expect(await validateBody(input)).toMatchObject({ additions: [], removals: [] });
  });

  test('the checks that need no chain pass', async () => {
    const preValidated = await preValidate(block, DEFAULT_CONSTANTS, verifier);
    expect(preValidated).toEqual({ qualityString: hexToBytes(expected.quality_string) });
  });
});

test('the challenge that it makes', () => {
  const chain = ancestryOf([blockRecord(block.header, DEFAULT_CONSTANTS.MIN_ITERS_STARTING)]);
  const { challenge, hash } = challengeAfter(block, chain, DEFAULT_CONSTANTS);
  expect({
    prev_challenge_hash: bytesToHex(challenge.prevChallengeHash),
    proofs_hash: bytesToHex(challenge.proofsHash),
    new_work_difficulty: challenge.newWorkDifficulty?.toString() ?? null,
    hash: bytesToHex(hash),
  }).toEqual(expected.challenge);
  const headerBlock = headerBlockOf(block, challenge);
  expect(headerBlock && bytesToHex(headerBlockHash(headerBlock))).toBe(expected.header_block_hash);
});
