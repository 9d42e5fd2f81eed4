import { type FullBlock, headerHash, type NetworkFile } from '@salvia/protocol';
import type { Probe } from './probe.ts';
import { sideChain } from './side-chain.ts';
import { chainTo, type StateView, text } from './views.ts';

export interface ReorganisationWish {
  readonly network: NetworkFile;
  /** Plots to farm the other branch with. */
  readonly plotFolder: string;
  /** A full node of the network, as it is while no block comes. */
  readonly state: StateView;
  /** Connected to that node as a full node. */
  readonly peer: Probe;
  /** The last block that both branches have. */
  readonly forkHeight: number;
}

/** How much higher than the old branch the new one gets: all three tips are to be on it. */
const lead = 3;

/**
 * Makes a node leave its chain for a heavier one without transactions, which is farmed for it here. Time has to stand still
 * in the network meanwhile.
 * @returns header hashes of the new tips, as text
 */
export async function reorganise(wish: ReorganisationWish): Promise<string[]> {
  const { network, plotFolder, state, peer, forkHeight } = wish;
  const top = state.tips.reduce((best, tip) => (tip.height > best.height ? tip : best));
  const main = await chainTo(peer, top);
  const branch = await sideChain(network, plotFolder, main.slice(0, forkHeight), main);
  const blocks: FullBlock[] = [];
  try {
    while (forkHeight + blocks.length < top.height + lead) blocks.push(await branch.grow());
  } finally {
    await branch.close();
  }
  for (const block of blocks) await peer.send('respond_block', { block });
  return blocks.slice(-lead).map(({ header }) => text(headerHash(header)));
}
