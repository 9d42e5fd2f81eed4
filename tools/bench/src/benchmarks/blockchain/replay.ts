import { join } from 'node:path';
import {
  type Blockchain,
  type ChainStores,
  createBlockchain,
  createVerifier,
  preValidateAhead,
  sqliteStores,
  type Verifier,
} from '@salvia/blockchain';
import type { Constants, FullBlock } from '@salvia/protocol';
import { expectTrue } from '../../errors.ts';
import { type Cost, costOf } from '../../measure/cpu.ts';
import { NOW_MS, networkOf } from '../../samples/chain/network.ts';

export interface Replay {
  /** Where the chain is stored. */
  readonly folder: string;
  readonly name: string;
  readonly pool: Verifier;
  /** Genesis first. */
  readonly blocks: readonly FullBlock[];
  readonly constants?: Constants;
  /** Looks at the stores before the chain gets them. */
  readonly through?: (stores: ChainStores) => ChainStores;
  /** How blocks are handed to the chain. */
  readonly add: (chain: Blockchain, blocks: readonly FullBlock[]) => Promise<void>;
}

/** What it takes to add all blocks but the first to a new chain in a file, which begins with the first. */
export async function replay({ folder, name, pool, blocks, constants, through, add }: Replay): Promise<Cost> {
  const [genesis, ...rest] = blocks as [FullBlock, ...FullBlock[]];
  const opened = await sqliteStores({ path: join(folder, `${name}.sqlite`) });
  const stores = through?.(opened) ?? opened;
  const chain = await createBlockchain({ ...networkOf(genesis, constants), stores, pool });
  try {
    return await costOf(() => add(chain, rest));
  } finally {
    await chain.close();
  }
}

/** One block after the other, each as a stranger. */
export async function oneByOne(chain: Blockchain, blocks: readonly FullBlock[]): Promise<void> {
  for (const block of blocks) {
    const { result } = await chain.receiveBlock(block, NOW_MS);
    expectTrue(result === 'ADDED_TO_HEAD', 'adding a block');
  }
}

/** As a sync does: proofs and signatures of the next blocks are checked while one is added. */
export const addAhead = (width: number) =>
  async function add(chain: Blockchain, blocks: readonly FullBlock[]): Promise<void> {
    for await (const { block, preValidated } of preValidateAhead(chain, blocks, width)) {
      const { result } = await chain.receiveBlock(block, NOW_MS, { preValidated });
      expectTrue(preValidated !== null && result === 'ADDED_TO_HEAD', 'adding a block');
    }
  };

/** Blocks whose proofs are under way for each worker. */
const AHEAD = 8;

/** The same with a pool of so many threads. */
export async function replayInPool(sample: Pick<Replay, 'folder' | 'name' | 'blocks'>, workers: number): Promise<Cost> {
  const pool = createVerifier({ network: networkOf(sample.blocks[0] as FullBlock), threads: workers });
  try {
    return await replay({ ...sample, pool, add: addAhead(AHEAD * workers) });
  } finally {
    await pool.close();
  }
}
