import { beforeAll, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { transactionsFilter } from '@salvia/blockchain';
import { FullBlock, headerHash } from '@salvia/protocol';
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
