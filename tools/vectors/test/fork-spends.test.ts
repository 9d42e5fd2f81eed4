import { beforeAll, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { FullBlock, headerHash } from '@salvia/protocol';
import { readVector } from '../src/index.ts';
import { baseChain } from './chain-support/base-chain.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from './chain-support/network.ts';
import { type ForkSpend, goldenForkSpends } from './chain-support/shapes.ts';
import { recordedVerdict, verdictOf } from './chain-support/verdicts.ts';

const data = goldenForkSpends.parse(readVector('reference/golden_fork_spends.json.gz'));
const network = recordedNetwork(data.constants);
const base = baseChain(network, recordedVerifier(network));

beforeAll(async () => {
  const blocks = [...data.main.slice(1), ...data.side].map(hexToBytes);
  const hashes = await base.make(blocks, (chain) => chain.tips().map((tip) => bytesToHex(headerHash(tip))));
  const last = FullBlock.decode(hexToBytes(data.main.at(-1) ?? ''));
  expect(hashes).toContain(bytesToHex(headerHash(last.header)));
});

test('the side branch leaves the main one at the recorded height', () => {
  const [first] = data.side.map((bytes) => FullBlock.decode(hexToBytes(bytes)).header.data);
  expect(first?.height).toBe(data.side_from_height);
  const parent = FullBlock.decode(hexToBytes(data.main[data.side_from_height - 1] ?? ''));
  expect(first?.prevHeaderHash).toEqual(headerHash(parent.header));
});

test.each(data.cases.map((row): [string, ForkSpend] => [row.note, row]))('%s', async (_note, row) => {
  const chain = await base.fresh();
  const block = FullBlock.decode(hexToBytes(row.bytes));
  expect(bytesToHex(headerHash(block.header))).toBe(row.header_hash);
  expect(verdictOf(await chain.receiveBlock(block, NOW_MS))).toEqual(recordedVerdict(row));
});
