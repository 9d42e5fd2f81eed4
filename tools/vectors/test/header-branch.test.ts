import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import {
  ancestryOf,
  type Blockchain,
  type BlockRecord,
  blockRecord,
  challengeAfter,
  createBlockchain,
  faultOf,
  headerBlockOf,
  memoryStores,
  nextParameters,
  type ReceiveResult,
} from '@salvia/blockchain';
import { type Challenge, FullBlock, type Header, type HeaderBlock, type NetworkFile } from '@salvia/protocol';
import { readVector } from '../src/index.ts';
import { baseChain } from './chain-support/base-chain.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from './chain-support/network.ts';
import { goldenChain, goldenInvalid, type InvalidCase, type RecordedBlock } from './chain-support/shapes.ts';

/** Recorded chains and blocks, with their headers going ahead as in a sync (sync steps 3 to 5). */
const golden = goldenChain.parse(readVector('reference/golden_chain.json.gz'));
const invalid = goldenInvalid.parse(readVector('reference/golden_invalid.json.gz'));

const decode = (bytes: string): FullBlock => FullBlock.decode(hexToBytes(bytes));

function recordedChallenge({ challenge }: RecordedBlock): Challenge {
  return {
    prevChallengeHash: hexToBytes(challenge.prev_challenge_hash),
    proofsHash: hexToBytes(challenge.proofs_hash),
    newWorkDifficulty: challenge.new_work_difficulty,
  };
}

describe('headers of the golden chain go ahead of their blocks', () => {
  const network = recordedNetwork(golden.constants);
  const pool = recordedVerifier(network);
  const byHash = new Map(golden.blocks.map((row) => [row.header_hash, row]));
  let chain: Blockchain;
  beforeAll(async () => {
    chain = await createBlockchain({ ...network, stores: memoryStores(), pool });
  });
  afterAll(() => chain.close());

  /** A tip's chain above what the node has. */
  function pathTo(tip: string): RecordedBlock[] {
    const row = byHash.get(tip);
    if (row === undefined || chain.hasHeader(hexToBytes(tip))) return [];
    return [...pathTo(row.prev_header_hash), row];
  }

  const parents = new Set(golden.blocks.map(({ prev_header_hash: parent }) => parent));
  const ends = golden.blocks.filter(({ header_hash: hash }) => !parents.has(hash));

  test.each(ends.map((row): [string, RecordedBlock] => [row.id, row]))('up to %s', async (_id, end) => {
    const path = pathTo(end.header_hash);
    const [first] = path as [RecordedBlock];
    const branch = chain.branch(hexToBytes(first.prev_header_hash));
    const validated = [];
    for (const row of path) {
      const appended = await branch.append(
        headerBlockOf(decode(row.bytes), recordedChallenge(row)) as HeaderBlock,
        NOW_MS,
      );
      if ('error' in appended) throw new Error(`${row.id}: ${appended.error}`);
      validated.push(appended.validated);
    }
    expect([branch.height, branch.weight, bytesToHex(branch.headerHash)]).toEqual([
      end.height,
      end.weight,
      end.header_hash,
    ]);
    for (const [at, row] of path.entries()) {
      const received = await chain.receiveBlock(decode(row.bytes), NOW_MS, { validated: validated[at] ?? null });
      expect(received.result).toMatch(/^ADDED/);
    }
  });

  test('all of them are there in the end', () => {
    expect(golden.blocks.every(({ header_hash: hash }) => chain.hasHeader(hexToBytes(hash)))).toBe(true);
  });
});

describe('invalid blocks of the golden chain', () => {
  const network = recordedNetwork(invalid.constants);
  const base = baseChain(network, recordedVerifier(network));
  beforeAll(() => base.make(invalid.base.slice(1).map(hexToBytes), () => undefined));

  const verdicts: { readonly row: InvalidCase; readonly block: FullBlock; readonly found: ReceiveResult }[] = [];

  test.each(invalid.cases.map((row): [string, InvalidCase] => [row.note, row]))('%s', async (_note, row) => {
    const chain = await base.fresh();
    const block = decode(row.bytes);
    const { prevHeaderHash } = block.header.data;
    const branched = chain.hasHeader(prevHeaderHash) ? await ofHeader(chain, network, block) : null;
    const validated = branched !== null && 'validated' in branched ? branched.validated : null;
    const found = await chain.receiveBlock(block, NOW_MS, { validated });
    verdicts.push({ row, block, found });
    if (branched === null) return;
    // A header is as wrong as its block, and a block whose body alone is wrong has a header that is not.
    if ('error' in branched) expect(found).toEqual({ result: 'INVALID_BLOCK', ...branched });
    else expect('check' in found ? found.check : 'none').not.toMatch(/^[RH]/);
    const alone = await (await base.fresh()).receiveBlock(block, NOW_MS);
    expect(found).toEqual(alone);
  });

  test('whoever claimed a path is not blamed where another copy of the same header is valid', () => {
    const hashes = (result: RegExp) =>
      verdicts.filter(({ found }) => result.test(found.result)).map(({ row }) => row.header_hash);
    const valid = new Set([...hashes(/^ADDED/), ...golden.blocks.map(({ header_hash: hash }) => hash)]);
    const copies = verdicts.filter(({ row, found }) => 'check' in found && valid.has(row.header_hash));
    expect(copies.length).toBeGreaterThan(0);
    for (const { row, block, found } of copies) {
      expect([row.note, faultOf(found as { check: string }, block)]).toEqual([row.note, 'ITEM']);
    }
  });
});

/** What a branch on the block's parent says of its header; the header block's own challenge is right. */
async function ofHeader(chain: Blockchain, { constants }: NetworkFile, block: FullBlock) {
  const { proofOfSpace, proofOfTime, header } = block;
  if (proofOfTime === null) return null;
  const { prevHeaderHash } = header.data;
  const records = recordsTo(chain, constants, prevHeaderHash);
  const own = blockRecord(header, chain.nextMinIters(prevHeaderHash));
  const ancestry = ancestryOf([...records, { ...own, height: records.length }]);
  const { challenge } = challengeAfter({ proofOfSpace, proofOfTime }, ancestry, constants);
  return chain.branch(prevHeaderHash).append(headerBlockOf(block, challenge) as HeaderBlock, NOW_MS);
}

function recordsTo(chain: Blockchain, constants: NetworkFile['constants'], tip: Uint8Array): BlockRecord[] {
  const hashes = chain.headerHashesTo(tip) ?? [];
  return hashes.map((hash, height) => {
    const parent = hashes[height - 1];
    const minIters = parent ? chain.nextMinIters(parent) : nextParameters(null, constants).minIters;
    return blockRecord(chain.header(hash) as Header, minIters);
  });
}
