import { setImmediate as breathe } from 'node:timers/promises';
import type { HeaderBlock } from '@salvia/protocol';
import type { NodeState } from '../state.ts';
import { COMPACT } from './compact-proofs.ts';

/** Blocks this far below the LCA are looked at again in every round, as a reorganisation may bring in others. */
const looksBack = 200;
/** As many to choose from are enough; the rest of a long chain has its turn later. */
const mostFound = 1000;
/** Blocks read before other work gets its turn. */
const readAtOnce = 50;

/** Finds main-chain blocks whose proof of time is not compact (network 3.1.5). */
export interface UncompactBlocks {
  /** Some of them, at most so many, chosen at random so that nodes do not all ask for the same. */
  choose(count: number): Promise<HeaderBlock[]>;
}

/** @param random uniform in [0, 1) */
export function createUncompactBlocks({ chain }: Pick<NodeState, 'chain'>, random: () => number): UncompactBlocks {
  /** Below it everything is compact; genesis stays as it is. */
  let lowest = 1;

  async function uncompact(height: number): Promise<HeaderBlock | null> {
    const hash = chain.hashAtHeight(height);
    const block = hash && (await chain.headerBlock(hash));
    return block && block.proofOfTime.witnessType !== COMPACT ? block : null;
  }

  async function find(): Promise<HeaderBlock[]> {
    const found: HeaderBlock[] = [];
    const end = chain.lca().data.height;
    for (let height = lowest; height < end && found.length < mostFound; height++) {
      if (height % readAtOnce === 0) await breathe();
      const block = await uncompact(height);
      if (block) found.push(block);
    }
    lowest = Math.max(1, Math.min(found[0]?.header.data.height ?? end, end - looksBack));
    return found;
  }

  return {
    async choose(count) {
      const found = await find();
      const chosen: HeaderBlock[] = [];
      while (chosen.length < count && found.length > 0)
        chosen.push(...found.splice(Math.floor(random() * found.length), 1));
      return chosen;
    },
  };
}
