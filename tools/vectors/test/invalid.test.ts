import { beforeAll, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { transactionsFilter } from '@salvia/blockchain';
import { type ErrorName, FullBlock, headerHash } from '@salvia/protocol';
import { deviationFor, readVector } from '../src/index.ts';
import { baseChain } from './chain-support/base-chain.ts';
import { conditionFacts } from './chain-support/condition-facts.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from './chain-support/network.ts';
import { goldenInvalid, type InvalidCase } from './chain-support/shapes.ts';
import { recordedVerdict, verdictOf } from './chain-support/verdicts.ts';

const FILE = 'reference/golden_invalid.json.gz';
const invalid = goldenInvalid.parse(readVector(FILE));
const network = recordedNetwork(invalid.constants);
const base = baseChain(network, recordedVerifier(network));

beforeAll(async () => {
  const heights = await base.make(invalid.base.slice(1).map(hexToBytes), (chain) =>
    chain.tips().map((tip) => tip.data.height),
  );
  expect(heights).toContain(invalid.height - 1);
});

test.each(invalid.cases.map((row): [string, InvalidCase] => [row.note, row]))('%s', async (_note, row) => {
  const chain = await base.fresh();
  const block = FullBlock.decode(hexToBytes(row.bytes));
  expect(bytesToHex(headerHash(block.header))).toBe(row.header_hash);
  const preValidated = (await chain.preValidate(block)) !== null;
  const found = await chain.receiveBlock(block, NOW_MS);

  const facts = { ...row, ...factsOf(block) };
  const deviation = deviationFor(FILE, facts);
  expect(preValidated).toBe(row.pre_validate && !NOT_PRE_VALIDATED.includes(deviation?.verdict ?? ''));
  if (deviation === null) expect(verdictOf(found)).toEqual(recordedVerdict(row));
  else expect(found).toMatchObject({ result: 'INVALID_BLOCK', error: deviation.verdict });
});

/** Codes of bodies under the beta's rules (consensus 13), but for a genesis with a program, which no chain offers. */
const BODY_CODES: readonly ErrorName[] = [
  'INVALID_COIN_SOLUTION',
  'DUPLICATE_OUTPUT',
  'DOUBLE_SPEND',
  'UNKNOWN_UNSPENT',
  'BAD_AGGREGATE_SIGNATURE',
  'WRONG_PUZZLE_HASH',
  'BAD_COINBASE_REWARD',
  'INVALID_CONDITION',
  'ASSERT_MY_COIN_ID_FAILED',
  'ASSERT_COIN_CONSUMED_FAILED',
  'ASSERT_BLOCK_AGE_EXCEEDS_FAILED',
  'ASSERT_BLOCK_INDEX_EXCEEDS_FAILED',
  'ASSERT_TIME_EXCEEDS_FAILED',
  'COIN_AMOUNT_EXCEEDS_MAXIMUM',
  'SEXP_ERROR',
  'MINTING_COIN',
  'COINBASE_NOT_YET_SPENDABLE',
  'BLOCK_COST_EXCEEDS_MAX',
  'BAD_ADDITION_ROOT',
  'BAD_REMOVAL_ROOT',
  'INVALID_TRANSACTIONS_FILTER_HASH',
  'INVALID_BLOCK_FEE_AMOUNT',
  'INVALID_TRANSACTIONS_GENERATOR_HASH',
  'ASSERT_FEE_CONDITION_FAILED',
];

test('the cases provoke every code of bodies', () => {
  const verdicts = invalid.cases.map((row) => {
    const block = FullBlock.decode(hexToBytes(row.bytes));
    return deviationFor(FILE, { ...row, ...factsOf(block) })?.verdict ?? row.error;
  });
  expect(new Set(verdicts)).toEqual(new Set([...verdicts, ...BODY_CODES]));
});

/** What else the checks that need no chain now find. */
const NOT_PRE_VALIDATED: readonly string[] = ['INVALID_POT'];

/** What a rule about deviations may look at besides what is recorded. */
function factsOf(block: FullBlock): object {
  const output = block.proofOfTime?.output;
  const emptyFilter = transactionsFilter(block.header.data, [], []);
  return {
    ...conditionFacts(block.transactionsGenerator),
    ownFilter: bytesToHex(block.transactionsFilter) === bytesToHex(emptyFilter),
    hasGenerator: block.transactionsGenerator !== null,
    hasProofOfTime: block.proofOfTime !== null,
    reducedOutput: output !== undefined && output.b <= output.a && output.b > -output.a,
  };
}
