import { bls, g2Identity } from '@salvia/bls';
import { type Coin, type FullBlock, type HeaderData, headerDataHash } from '@salvia/protocol';
import {
  type Blockchain,
  type BlockSpends,
  createBlockchain,
  finishBlock,
  type ReceiveResult,
  rewardCoins,
  sqliteStores,
  withCache,
} from '../../src/index.ts';
import { CONSTANTS, maker, SETTINGS, verifierFor } from '../consensus/support/farm.ts';
import { blockSpends, childOf, createCoin, type FreeSpend, TAGS } from './spends.ts';
import { grow, NOW_MS, type Node, networkOf, nodeOf, prove, unfinishedOn } from './tree.ts';

/** Room for some spends, not for many. */
export const MAX_COST = 60_000_000n;
const constants = { ...CONSTANTS, MAX_BLOCK_COST_CLVM: MAX_COST };

/** A chain of five blocks, and coins to spend in the sixth. */
export interface SpendChain {
  /** Genesis first. */
  readonly nodes: readonly Node[];
  readonly tip: Node;
  /** Two coins that the block at height 2 created. */
  readonly coins: readonly [Coin, Coin];
  /** The reward that the block at height 2 spent. */
  readonly spent: Coin;
  /** The tip's own pool reward. */
  readonly frozen: Coin;
}

const AMOUNT = 1_000_000n;

export async function makeSpendChain(): Promise<SpendChain> {
  const nodes = [await grow(null)];
  const last = (): Node => nodes.at(-1) as Node;
  nodes.push(await grow(last()));
  const [spent] = rewardCoins((nodes[0] as Node).block.header.data);
  const conditions = [createCoin(TAGS.left, AMOUNT), createCoin(TAGS.right, AMOUNT)];
  nodes.push(await grow(last(), { bundle: blockSpends([{ coin: spent, conditions }]) }));
  nodes.push(await grow(last()));
  nodes.push(await grow(last()));
  const [frozen] = rewardCoins(last().block.header.data);
  const coins = [childOf(spent, TAGS.left, AMOUNT), childOf(spent, TAGS.right, AMOUNT)] as const;
  return { nodes, tip: last(), coins, spent, frozen };
}

/** Answers once what it takes, however many chains ask. */
const pool = withCache(verifierFor(SETTINGS));

export async function openSpendChain({ nodes }: SpendChain): Promise<Blockchain> {
  const network = networkOf(nodes[0] as Node);
  const stores = sqliteStores({ path: ':memory:' });
  const chain = await createBlockchain({ ...network, constants, stores, pool });
  for (const { block } of nodes.slice(1)) await chain.receiveBlock(block, NOW_MS);
  return chain;
}

/** What is wrong with a block, besides or instead of its spends. */
export interface Fault {
  readonly data?: Partial<HeaderData>;
  readonly body?: Partial<Pick<FullBlock, 'transactionsFilter' | 'transactionsGenerator'>>;
}

/** A block on the tip that carries spends, and is otherwise honest but for the fault. */
export function blockWith(on: Node, bundle: BlockSpends, { data = {}, body = {} }: Fault = {}): Node {
  const { block, iterations, minIters } = unfinishedOn(on, { bundle });
  const changed = { ...block.header.data, ...data };
  const header = { data: changed, plotSignature: maker.signAsPlot(headerDataHash(changed)) };
  const proofOfTime = prove(block.proofOfSpace.challengeHash, iterations);
  return nodeOf(finishBlock({ ...block, ...body, header }, proofOfTime), on, minIters);
}

/** Receives one block on a fresh copy of the chain. */
export async function verdictOn(base: SpendChain, node: Node): Promise<ReceiveResult> {
  const chain = await openSpendChain(base);
  const result = await chain.receiveBlock(node.block, NOW_MS);
  await chain.close();
  return result;
}

/** A program in the place of spends, which is thought to do nothing. */
export const rawBundle = (generator: Uint8Array): BlockSpends => ({
  generator,
  aggregatedSignature: g2Identity(),
  additions: [],
  removals: [],
  fees: 0n,
  cost: 0n,
});

/** Spends signed by nobody, or by the given keys over their whole messages. */
export function signedSpends(
  spends: readonly FreeSpend[],
  ...signed: readonly (readonly [secretKey: Uint8Array, message: Uint8Array])[]
): BlockSpends {
  return blockSpends(spends, bls().aggregate(signed.map(([key, message]) => bls().sign(key, message))));
}
