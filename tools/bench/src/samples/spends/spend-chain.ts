import { join } from 'node:path';
import {
  type Blockchain,
  createBlockchain,
  createMempools,
  inlineVerifier,
  type Mempools,
  sqliteStores,
  type Verifier,
} from '@salvia/blockchain';
import { type Constants, type FullBlock, headerHash, type SpendBundle } from '@salvia/protocol';
import { expectTrue } from '../../errors.ts';
import { CONSTANTS, NOW_MS, networkOf } from '../chain/network.ts';
import { nextBlock } from '../long-chain/grow.ts';
import { gullible, makeFirst } from '../long-chain/network.ts';
import { keyNumber, makeFunds } from './spends.ts';

/** Rewards may be spent at once. */
export const SPEND_CONSTANTS: Constants = { ...CONSTANTS, COINBASE_FREEZE_PERIOD: 0 };

/** Empty blocks upon the coins, so that every tip's chain has them. */
const DEPTH = 4;

export interface SpendChain {
  /** Genesis, the coins, and some empty blocks. */
  readonly blocks: readonly FullBlock[];
  /** A block on them that spends all coins. */
  readonly full: FullBlock;
  /** Each spends one of the coins. */
  readonly bundles: readonly SpendBundle[];
}

/** Runs programs and checks their signatures; believes everything else. */
export const spendVerifier = (genesis: FullBlock): Verifier => {
  const { runGenerator, aggregateSignature, programHash } = inlineVerifier(networkOf(genesis, SPEND_CONSTANTS));
  return { ...gullible, runGenerator, aggregateSignature, programHash };
};

export const openChain = (path: string, genesis: FullBlock, pool: Verifier): Promise<Blockchain> =>
  createBlockchain({ ...networkOf(genesis, SPEND_CONSTANTS), stores: sqliteStores({ path }), pool });

export const mempoolsFor = (chain: Blockchain, genesis: FullBlock, pool: Verifier): Mempools =>
  createMempools({ ...networkOf(genesis, SPEND_CONSTANTS), chain, pool });

/** A chain with so many coins to spend, and what spends them: transactions, and one block with all of these. */
export async function makeSpendChain(folder: string, spends: number): Promise<SpendChain> {
  const { puzzleHash } = keyNumber(0);
  const genesis = await makeFirst(puzzleHash);
  const pool = spendVerifier(genesis);
  const chain = await openChain(join(folder, 'spends.sqlite'), genesis, pool);
  const mempools = mempoolsFor(chain, genesis, pool);
  const blocks = [genesis];
  const tip = () => headerHash((blocks.at(-1) as FullBlock).header);
  const grow = async (): Promise<void> => {
    const block = await nextBlock(chain, { puzzleHash, bundle: mempools.bundleFor(tip()) });
    await addTo(chain, block);
    await mempools.update(NOW_MS);
    blocks.push(block);
  };
  try {
    await mempools.update(NOW_MS);
    const [reward] = await chain.coinsByPuzzleHash(puzzleHash, tip());
    const richest = (await chain.coinsByPuzzleHash(puzzleHash, tip())).reduce(
      (best, each) => (each.coin.amount > best.coin.amount ? each : best),
      reward as NonNullable<typeof reward>,
    );
    const { split, bundles } = makeFunds(richest.coin, spends, headerHash(genesis.header));
    await admit(mempools, split);
    for (let depth = 0; depth <= DEPTH; depth++) await grow();
    for (const bundle of bundles) await admit(mempools, bundle);
    const full = await nextBlock(chain, { puzzleHash, bundle: mempools.bundleFor(tip()) });
    return { blocks, full, bundles };
  } finally {
    await chain.close();
  }
}

export async function addTo(chain: Blockchain, block: FullBlock): Promise<void> {
  const { result } = await chain.receiveBlock(block, NOW_MS);
  expectTrue(result === 'ADDED_TO_HEAD', 'adding a block');
}

export async function admit(mempools: Mempools, bundle: SpendBundle): Promise<void> {
  const { error } = await mempools.add(bundle, NOW_MS);
  expectTrue(error === null, `admitting a transaction (${error})`);
}
