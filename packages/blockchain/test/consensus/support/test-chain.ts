import { type FullBlock, headerHash } from '@salvia/protocol';
import {
  ancestryOf,
  type BlockRecord,
  blockRecord,
  challengeAfter,
  type MadeBlock,
  makeBlock,
  type Parent,
  type Proofs,
} from '../../../src/consensus/index.ts';
import { CONSTANTS, maker, proofOfSpace, qualityOfProof } from './farm.ts';
import { fill } from './hex.ts';

export const START = 1_600_000_000n;

export interface TestChain {
  readonly blocks: readonly MadeBlock[];
  readonly records: readonly BlockRecord[];
}

/** The block at a height as a parent. */
export function parentAt(chain: TestChain, height: number = chain.blocks.length - 1): Parent {
  const { block } = chain.blocks[height] as MadeBlock;
  const ancestry = ancestryOf(chain.records, height);
  const challengeHash = challengeAfter(block as FullBlock & Proofs, ancestry, CONSTANTS).hash;
  return { headerHash: headerHash(block.header), challengeHash, ancestry };
}

/** A block on a parent, or a genesis, as an honest farmer makes it: `seconds` after the start. */
export function farmOn(parent: Parent | null, seconds: bigint, constants = CONSTANTS): Promise<MadeBlock> {
  const proof = proofOfSpace(parent?.challengeHash ?? fill(0));
  return makeBlock(
    {
      parent,
      proofOfSpace: proof,
      qualityString: qualityOfProof(proof.proof),
      poolTarget: { puzzleHash: fill(0x11), maxHeight: 0 },
      farmerRewardsPuzzleHash: fill(0x22),
      nowSeconds: START + seconds,
      constants,
    },
    maker,
  );
}

/** A chain of honest blocks, ten seconds apart. */
export async function makeChain(length: number): Promise<TestChain> {
  const blocks: MadeBlock[] = [];
  const records: BlockRecord[] = [];
  while (blocks.length < length) {
    const parent = blocks.length === 0 ? null : parentAt({ blocks, records });
    const made = await farmOn(parent, 10n * BigInt(blocks.length));
    blocks.push(made);
    records.push(blockRecord(made.block.header, made.minIters));
  }
  return { blocks, records };
}
