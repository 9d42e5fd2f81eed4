import { ancestryOf, type BlockRecord, blockRecord, challengeAfter, makeBlock, type Proofs } from '@salvia/blockchain';
import { type FullBlock, headerHash } from '@salvia/protocol';
import { hash32 } from '../bytes.ts';
import type { Answer, Farm } from './farm.ts';
import { type ChainKind, START } from './network.ts';

/** Who makes which chain. */
export interface Growing {
  readonly farm: Farm;
  readonly kind: ChainKind;
}

/** What the next block can be made of: the answers not yet tried, and what they answer. */
interface Branch {
  readonly challenge: Uint8Array;
  readonly untried: (() => Promise<Answer>)[];
}

/**
 * Genesis and `length` blocks on it, all proofs genuine. A challenge may have no proof, so this is a search: where the
 * chain ends early, another proof for one of the last blocks is tried.
 */
export async function growChain(
  growing: Growing,
  length: number,
  onBlock: (height: number) => void,
): Promise<readonly FullBlock[]> {
  for (let attempt = 0; ; attempt++) {
    const blocks = await growFrom(growing, hash32('genesis', attempt), length, onBlock);
    if (blocks !== null) return blocks;
  }
}

async function growFrom(
  { farm, kind }: Growing,
  challenge: Uint8Array,
  length: number,
  onBlock: (height: number) => void,
): Promise<readonly FullBlock[] | null> {
  const blocks: FullBlock[] = [];
  const records: BlockRecord[] = [];
  const branches: Branch[] = [{ challenge, untried: await farm.answers(challenge) }];
  while (blocks.length <= length) {
    const branch = branches.at(-1) as Branch;
    const next = branch.untried.shift();
    if (next === undefined) {
      branches.pop();
      if (blocks.pop() === undefined) return null;
      records.pop();
      continue;
    }
    const { block, record } = await blockOf(kind, await next(), blocks, records, branch.challenge);
    blocks.push(block);
    records.push(record);
    const following = challengeAfter(block, ancestryOf(records), kind.constants).hash;
    branches.push({ challenge: following, untried: await farm.answers(following) });
    onBlock(blocks.length - 1);
  }
  return blocks;
}

async function blockOf(
  { constants, rewardsAt }: ChainKind,
  { maker, ...proof }: Answer,
  blocks: readonly FullBlock[],
  records: readonly BlockRecord[],
  challengeHash: Uint8Array,
): Promise<{ block: FullBlock & Proofs; record: BlockRecord }> {
  const last = blocks.at(-1);
  const ancestry = ancestryOf(records);
  const rewards = rewardsAt?.(blocks.length) ?? null;
  const { block, minIters } = await makeBlock(
    {
      ...proof,
      parent: last === undefined ? null : { headerHash: headerHash(last.header), challengeHash, ancestry },
      poolTarget: { puzzleHash: rewards ?? hash32('pool target'), maxHeight: 0 },
      farmerRewardsPuzzleHash: rewards ?? hash32('farmer rewards'),
      nowSeconds: BigInt(START + blocks.length * constants.BLOCK_TIME_TARGET),
      constants,
    },
    maker,
  );
  return { block: block as FullBlock & Proofs, record: blockRecord(block.header, minIters) };
}
