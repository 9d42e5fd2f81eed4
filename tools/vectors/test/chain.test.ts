import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import {
  type Blockchain,
  calculateIterations,
  createBlockchain,
  nextParameters,
  rewardCoins,
  sqliteStores,
  type Verifier,
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
import { readVector } from '../src/index.ts';
import { NOW_MS, recordedNetwork, recordedVerifier } from './chain-support/network.ts';
import { goldenChain, type RecordedBlock, type RecordedChain, smallChains } from './chain-support/shapes.ts';

const CHAIN = 'reference/golden_chain.json.gz';
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

/** What a block's program cost and did to the coins; `null` for a block without one. */
async function transactionsOf(chain: Blockchain, pool: Verifier, { constants }: NetworkFile, block: FullBlock) {
  const coins = await chain.blockCoins(headerHash(block.header));
  if (block.transactionsGenerator === null) return null;
  const options = { maxCost: constants.MAX_BLOCK_COST_CLVM, strict: false };
  const run = await pool.runGenerator(block.transactionsGenerator, options);
  return {
    cost: 'cost' in run ? run.cost : run.error,
    removals: coins?.removals.map(bytesToHex),
    additions: coins?.additions.map(({ parentCoinInfo, puzzleHash, amount }) => ({
      parent_coin_info: bytesToHex(parentCoinInfo),
      puzzle_hash: bytesToHex(puzzleHash),
      amount,
    })),
  };
}

function recordedTransactions({ generator }: RecordedBlock): object | null {
  if (generator === undefined) return null;
  const { cost, removals, additions } = generator;
  return { cost, removals, additions };
}

/** Receives a chain's blocks in their order, and runs the programs in them. */
function describeChain(name: string, { constants, blocks }: Omit<RecordedChain, 'kind'>): void {
  describe(name, () => {
    const network = recordedNetwork(constants);
    const pool = recordedVerifier(network);
    let chain: Blockchain;
    beforeAll(async () => {
      chain = await createBlockchain({ ...network, stores: sqliteStores({ path: ':memory:' }), pool });
    });
    afterAll(() => chain.close());

    test.each(blocks.map((block): [string, RecordedBlock] => [block.id, block]))('%s', async (_id, row) => {
      const block = fromHex(row.bytes);
      const { result } = await chain.receiveBlock(block, NOW_MS);
      const added = ['ADDED_TO_HEAD', 'ADDED_AS_ORPHAN'];
      expect(row.height === 0 ? ['ALREADY_HAVE_BLOCK'] : added).toContain(result);
      expect(await transactionsOf(chain, pool, network, block)).toEqual(recordedTransactions(row));
      expect(await recordOf(chain, network, block)).toEqual(recorded(row));
    });
  });
}

describeChain('golden_chain', goldenChain.parse(readVector(CHAIN)));

smallChains.parse(readVector(SMALL)).chains.forEach(({ constants, blocks }, at) => {
  describeChain(`small_chains ${at}, ${constants['DISCRIMINANT_SIZE_BITS']} bits`, { constants, blocks });
});
