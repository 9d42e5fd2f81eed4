import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import {
  type Blockchain,
  calculateIterations,
  createBlockchain,
  nextParameters,
  type ReceiveResult,
  rewardCoins,
  sqliteStores,
  transactionsFilter,
} from '@salvia/blockchain';
import {
  challengeHash,
  coinName,
  FullBlock,
  headerBlockHash,
  headerHash,
  type NetworkFile,
  plotId,
} from '@salvia/protocol';
import { deviationFor, readVector } from '../src/index.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from './chain-support/network.ts';
import {
  goldenChain,
  goldenInvalid,
  type InvalidCase,
  type RecordedBlock,
  type RecordedChain,
  smallChains,
} from './chain-support/shapes.ts';
import { recordedTransactions } from './chain-support/transactions.ts';

const CHAIN = 'reference/golden_chain.json.gz';
const INVALID = 'reference/golden_invalid.json.gz';
const SMALL = 'reference/small_chains.json.gz';

const fromHex = (bytes: string): FullBlock => FullBlock.decode(hexToBytes(bytes));

/** Everything that is recorded of a block, as our chain says it once the block was received. */
async function recordOf(chain: Blockchain, network: NetworkFile, block: FullBlock): Promise<object> {
  const { data } = block.header;
  const hash = headerHash(block.header);
  const { difficulty, minIters } =
    data.height === 0
      ? nextParameters(null, network.constants)
      : { difficulty: chain.nextDifficulty(data.prevHeaderHash), minIters: chain.nextMinIters(data.prevHeaderHash) };
  const qualityString = (await chain.preValidate(block))?.qualityString ?? new Uint8Array();
  const { challenge, hash: ofChallenge } = chain.challengeAfter(hash);
  const headerBlock = await chain.headerBlock(hash);
  const [coinbase, fees] = rewardCoins(data).map((coin) => bytesToHex(coinName(coin)));
  return {
    height: data.height,
    header_hash: bytesToHex(hash),
    prev_header_hash: bytesToHex(data.prevHeaderHash),
    timestamp: Number(data.timestamp),
    weight: data.weight,
    total_iters: data.totalIters,
    iterations: calculateIterations(qualityString, block.proofOfSpace.size, difficulty, minIters),
    quality_string: bytesToHex(qualityString),
    plot_id: bytesToHex(plotId(block.proofOfSpace)),
    challenge_hash: bytesToHex(block.proofOfSpace.challengeHash),
    coinbase_name: coinbase,
    fees_coin_name: fees,
    challenge: {
      prev_challenge_hash: bytesToHex(challenge.prevChallengeHash),
      proofs_hash: bytesToHex(challenge.proofsHash),
      new_work_difficulty: challenge.newWorkDifficulty,
      hash: bytesToHex(challengeHash(challenge)),
    },
    header_block_hash: headerBlock === null ? null : bytesToHex(headerBlockHash(headerBlock)),
    difficulty,
    min_iters: minIters,
    next_challenge_hash: bytesToHex(ofChallenge),
  };
}

function recorded({ id: _id, bytes: _bytes, generator: _generator, ...values }: RecordedBlock): object {
  return { ...values, next_challenge_hash: values.challenge.hash };
}

/** Receives a chain's blocks in their order; what the programs in it did is taken from the record. */
function describeChain(name: string, { constants, blocks }: Omit<RecordedChain, 'kind'>): void {
  describe(name, () => {
    const network = recordedNetwork(constants);
    const verifier = recordedVerifier();
    let chain: Blockchain;
    beforeAll(async () => {
      const validateTransactions = recordedTransactions(blocks);
      chain = await createBlockchain({
        ...network,
        stores: sqliteStores({ path: ':memory:' }),
        pool: verifier,
        validateTransactions,
      });
    });
    afterAll(() => chain.close());

    test.each(blocks.map((block): [string, RecordedBlock] => [block.id, block]))('%s', async (_id, row) => {
      const block = fromHex(row.bytes);
      const { result } = await chain.receiveBlock(block, NOW_MS);
      const added = ['ADDED_TO_HEAD', 'ADDED_AS_ORPHAN'];
      expect(row.height === 0 ? ['ALREADY_HAVE_BLOCK'] : added).toContain(result);
      expect(block.transactionsGenerator !== null).toBe(row.generator !== undefined);
      expect(await recordOf(chain, network, block)).toEqual(recorded(row));
    });
  });
}

const golden = goldenChain.parse(readVector(CHAIN));
describeChain('golden_chain', golden);

describe('golden_chain, without anything that could run a program', () => {
  test('is received up to the first generator, which no peer is blamed for', async () => {
    const network = recordedNetwork(golden.constants);
    const chain = await createBlockchain({
      ...network,
      stores: sqliteStores({ path: ':memory:' }),
      pool: recordedVerifier(),
    });
    const refused = new Set<string>();
    for (const row of golden.blocks) {
      const result = await chain.receiveBlock(fromHex(row.bytes), NOW_MS);
      if (refused.has(row.prev_header_hash)) expect(result).toEqual({ result: 'DISCONNECTED_BLOCK' });
      else if (row.generator) expect(result).toEqual({ result: 'INVALID_BLOCK', error: 'UNKNOWN', check: 'T1' });
      else expect(chain.hasHeader(hexToBytes(row.header_hash))).toBe(true);
      if (refused.has(row.prev_header_hash) || row.generator) refused.add(row.header_hash);
    }
    await chain.close();
  });
});

smallChains.parse(readVector(SMALL)).chains.forEach(({ constants, blocks }, at) => {
  describeChain(`small_chains ${at}, ${constants['DISCRIMINANT_SIZE_BITS']} bits`, { constants, blocks });
});

/** Codes that only checks before any program can give. */
const BEFORE_PROGRAMS = /^(DOES_NOT_EXTEND|INVALID_(?!TRANSACTIONS_FILTER|CO)\w+|TIMESTAMP_\w+|BLOCK_IS_NOT_FINISHED)$/;

const invalid = goldenInvalid.parse(readVector(INVALID));

describe('golden_invalid', () => {
  const network = recordedNetwork(invalid.constants);
  const verifier = recordedVerifier();
  const folder = mkdtempSync(join(tmpdir(), 'salvia-vectors-'));
  const base = join(folder, 'base.sqlite');
  const copy = join(folder, 'copy.sqlite');
  const baseHashes = new Set(invalid.base.map((bytes) => bytesToHex(headerHash(fromHex(bytes).header))));
  let chain: Blockchain | undefined;
  let reached: string | null = null;

  const open = (database: string): Promise<Blockchain> =>
    createBlockchain({
      ...network,
      stores: sqliteStores({ path: database }),
      pool: verifier,
      // The programs of the base are taken for granted: no verdict that is checked here depends on coins.
      validateTransactions: async (block) => {
        const hash = bytesToHex(headerHash(block.header));
        if (!baseHashes.has(hash)) reached = hash;
        return {
          additions: [],
          removals: [],
          rewards: rewardCoins(block.header.data) as ReturnType<typeof rewardCoins>,
        };
      },
    });

  /** A chain that has the base and nothing else. */
  async function freshChain(): Promise<Blockchain> {
    await chain?.close();
    copyFileSync(base, copy);
    chain = await open(copy);
    return chain;
  }

  beforeAll(async () => {
    const first = await open(base);
    for (const bytes of invalid.base.slice(1)) {
      expect(await first.receiveBlock(fromHex(bytes), NOW_MS)).toMatchObject({ result: 'ADDED_TO_HEAD' });
    }
    expect(first.tips().map((tip) => tip.data.height)).toContain(invalid.height - 1);
    await first.close();
  });
  afterAll(async () => {
    await chain?.close();
    rmSync(folder, { recursive: true });
  });

  test.each(invalid.cases.map((row): [string, InvalidCase] => [row.note, row]))('%s', async (_note, row) => {
    const on = await freshChain();
    reached = null;
    const block = fromHex(row.bytes);
    expect(bytesToHex(headerHash(block.header))).toBe(row.header_hash);
    const preValidated = (await on.preValidate(block)) !== null;
    const found = await on.receiveBlock(block, NOW_MS);

    if (reached !== null) {
      // Its verdict takes a program, and comes with what runs them; nothing before it may have been overlooked.
      expect(block.transactionsGenerator).not.toBeNull();
      expect(row.error ?? '').not.toMatch(BEFORE_PROGRAMS);
      expect(preValidated).toBe(row.pre_validate);
      return;
    }
    const deviation = deviationFor(INVALID, { ...row, ...factsOf(block) });
    if (deviation !== null) {
      expect(found).toMatchObject({ result: 'INVALID_BLOCK', error: deviation.verdict });
      return;
    }
    expect(preValidated).toBe(row.pre_validate);
    expect(verdictOf(found)).toEqual(recordedVerdict(row));
  });
});

/** What a rule about deviations may look at besides what is recorded. */
function factsOf(block: FullBlock): object {
  const output = block.proofOfTime?.output;
  const emptyFilter = transactionsFilter(block.header.data, [], []);
  return {
    ownFilter: bytesToHex(block.transactionsFilter) === bytesToHex(emptyFilter),
    hasGenerator: block.transactionsGenerator !== null,
    hasProofOfTime: block.proofOfTime !== null,
    reducedOutput: output !== undefined && output.b <= output.a && output.b > -output.a,
  };
}

function verdictOf(found: ReceiveResult): object {
  if (found.result === 'INVALID_BLOCK') return { result: found.result, error: found.error };
  const removed = found.result === 'ADDED_TO_HEAD' ? found.removedTip : null;
  return { result: found.result, ...(removed && { removed_tip: bytesToHex(headerHash(removed)) }) };
}

function recordedVerdict({ result, error, removed_tip }: InvalidCase): object {
  if (result === 'INVALID_BLOCK') return { result, error };
  return { result, ...(removed_tip !== undefined && { removed_tip }) };
}
