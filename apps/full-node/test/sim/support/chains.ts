import type { FullBlock, NetworkFile } from '@salvia/protocol';
import { createFarm } from '../../support/farm.ts';

/** Blocks with genuine proofs, the same at every run; genesis is in none of the lists. */
export interface Chains {
  readonly network: NetworkFile;
  /** The first is at height 1. */
  readonly trunk: readonly FullBlock[];
  /** A branch that leaves the trunk after its block of height `forkHeight`. */
  readonly branch: readonly FullBlock[];
  readonly forkHeight: number;
}

const TRUNK = 60;
const FORK_HEIGHT = 8;
const BRANCH = 4;
/** From block to block on the branch, so that it is another one. */
const BRANCH_SECONDS = 15;

export async function makeChains(): Promise<Chains> {
  const farm = await createFarm();
  try {
    const trunk = await farm.growChain(farm.genesis, TRUNK);
    const branch: FullBlock[] = [];
    let at = trunk[FORK_HEIGHT - 1];
    for (let length = 0; at !== undefined && length < BRANCH; length++) {
      at = await farm.grow(at, BRANCH_SECONDS);
      branch.push(at.block);
    }
    return { network: farm.network, trunk: trunk.map(({ block }) => block), branch, forkHeight: FORK_HEIGHT };
  } finally {
    await farm.close();
  }
}

/** The blocks of these heights, both ends included. */
export const heights = (blocks: readonly FullBlock[], first: number, last: number): FullBlock[] =>
  blocks.filter(({ header }) => header.data.height >= first && header.data.height <= last);
