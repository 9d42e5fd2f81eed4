import { scheme } from '@salvia/proof-of-time';
import type { NetworkFile } from '@salvia/protocol';
import { devnetConstants } from '../../src/network/constants.ts';
import { layout } from '../../src/plan/layout.ts';
import { quickNetwork } from './quick-network.ts';
import { type SideChain, sideChain } from './side-chain.ts';

const harvester = 'harvester';
/** Of so many plots, one challenge in 160,000 finds no proof. */
const plots = 12;

/** A network whose blocks take no time worth speaking of, proofs of space and time genuine all the same. */
const constants = {
  ...devnetConstants({ iterationsPerSecond: 1, blockTime: 3, expectedProofs: 1, k: 18 }),
  DIFFICULTY_STARTING: 1n,
  MIN_ITERS_STARTING: 100n,
  DISCRIMINANT_SIZE_BITS: 64,
  // However fast they come, nothing is adjusted.
  DIFFICULTY_DELAY: 1024,
  DIFFICULTY_WARP_FACTOR: 4,
  DIFFICULTY_EPOCH: 4096,
};

export interface PreparedChain extends SideChain {
  readonly network: NetworkFile;
}

/** Makes a network in a folder, as a devnet does, and in memory a chain of so many blocks after genesis. */
export async function prepareChain(folder: string, length: number): Promise<PreparedChain> {
  const network = await quickNetwork(folder, { plots: { [harvester]: plots }, constants });
  const side = await sideChain(network, layout(folder).plots(harvester), [], [], {
    prove: (name, task) => scheme(name).prove(task),
  });
  for (let height = 1; height <= length; height++) await side.grow();
  return { network, ...side };
}
