import {
  ancestryOf,
  type BlockMaker,
  type BlockRecord,
  blockRecord,
  challengeAfter,
  makeBlock,
  type Parent,
  type Proofs,
  plotSigner,
} from '@salvia/blockchain';
import { bls } from '@salvia/bls';
import type { Plot } from '@salvia/proof-of-space';
import { scheme } from '@salvia/proof-of-time';
import { type Constants, DEFAULT_CONSTANTS, type FullBlock, headerHash } from '@salvia/protocol';
import { hash32 } from './bytes.ts';
import { farmKeys } from './plot.ts';

/** Those of a small network whose blocks take a few thousand squarings. */
export const CONSTANTS: Constants = {
  ...DEFAULT_CONSTANTS,
  DIFFICULTY_STARTING: 1n,
  DIFFICULTY_EPOCH: 16,
  DIFFICULTY_DELAY: 4,
  DIFFICULTY_WARP_FACTOR: 4,
  DISCRIMINANT_SIZE_BITS: 256,
  NUMBER_ZERO_BITS_CHALLENGE_SIG: 0,
  BLOCK_TIME_TARGET: 10,
  MIN_ITERS_STARTING: 500n,
};

export const VDF_SCHEME = 'chiavdf';

/** Unix seconds of genesis. */
const START = 1_600_000_000;

/** A clock ahead of every block of a sample chain. */
export const NOW_MS = (START + 1_000_000) * 1000;

interface Chain {
  readonly blocks: readonly FullBlock[];
  readonly records: readonly BlockRecord[];
}

/**
 * A chain of genesis and `length` blocks on one plot, all proofs genuine. A plot answers a challenge with one proof on
 * average and often with none, so this is a search: where a chain ends early, another branch or genesis is tried.
 */
export async function makeChain(plot: Plot, length: number): Promise<readonly FullBlock[]> {
  const grower = createGrower(plot, length);
  for (let i = 0; ; i++) {
    const chain = await grower({ blocks: [], records: [] }, hash32('genesis', i));
    if (chain !== null) return chain.blocks;
  }
}

type Grow = (chain: Chain, challenge: Uint8Array) => Promise<Chain | null>;

function createGrower(plot: Plot, length: number): Grow {
  const { pool, farmer, local } = farmKeys();
  const maker: BlockMaker = {
    signAsPool: (message) => bls().sign(pool, message),
    signAsPlot: plotSigner(local, farmer),
    proveTime: (task) => scheme(VDF_SCHEME).prove(task),
  };
  const grow: Grow = async (chain, challenge) => {
    if (chain.blocks.length > length) return chain;
    for (const [index, quality] of (await plot.qualities(challenge)).entries()) {
      const proof = await plot.proof(challenge, index);
      const { block, minIters } = await makeBlock(blockInput(chain, plot.k, challenge, quality, proof), maker);
      const longer = append(chain, block, minIters);
      const grown = await grow(longer, nextChallenge(longer));
      if (grown !== null) return grown;
    }
    return null;
  };
  return grow;
}

function blockInput(chain: Chain, k: number, challenge: Uint8Array, quality: Uint8Array, proof: Uint8Array) {
  const { poolPublicKey, plotPublicKey } = farmKeys();
  return {
    parent: parentOf(chain, challenge),
    proofOfSpace: { challengeHash: challenge, poolPublicKey, plotPublicKey, size: k, proof },
    qualityString: quality,
    poolTarget: { puzzleHash: hash32('pool target'), maxHeight: 0 },
    farmerRewardsPuzzleHash: hash32('farmer rewards'),
    nowSeconds: BigInt(START + chain.blocks.length * CONSTANTS.BLOCK_TIME_TARGET),
    constants: CONSTANTS,
  };
}

function parentOf({ blocks, records }: Chain, challengeHash: Uint8Array): Parent | null {
  const last = blocks.at(-1);
  return last === undefined
    ? null
    : { headerHash: headerHash(last.header), challengeHash, ancestry: ancestryOf(records) };
}

function append({ blocks, records }: Chain, block: FullBlock, minIters: bigint): Chain {
  return { blocks: [...blocks, block], records: [...records, blockRecord(block.header, minIters)] };
}

function nextChallenge({ blocks, records }: Chain): Uint8Array {
  return challengeAfter(blocks.at(-1) as FullBlock & Proofs, ancestryOf(records), CONSTANTS).hash;
}
