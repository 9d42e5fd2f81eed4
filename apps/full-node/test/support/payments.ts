import { type Coin, NodeType, type SpendBundle, spendBundleName } from '@salvia/protocol';
import { conditions, spendBundle, standardKey } from '@salvia/testkit';
import { createHandlers } from '../../src/handlers/index.ts';
import type { NodeState } from '../../src/state.ts';
import { type Farm, type Grown, wallet } from './farm.ts';
import { createNode, peerOf } from './node.ts';

export const walletPeer = peerOf(NodeType.WALLET);

export const payee = standardKey(new Uint8Array(32).fill(8));

/** As a fee, enough to replace any other here. */
export const fee = 20_000_000n;

/** The coinbase coin of a block. */
export async function rewardOf(node: NodeState, { hash }: Grown): Promise<Coin> {
  const [coinbase] = (await node.chain.blockCoins(hash))?.rewards ?? [];
  if (!coinbase) throw new Error('an unknown block');
  return coinbase;
}

/** Pays a whole reward, but for a fee, to somebody. */
export function paymentOf({ genesis }: Farm, coin: Coin, paidFee: bigint): SpendBundle {
  const pay = [conditions.createCoin(payee.puzzleHash, coin.amount - paidFee)];
  return spendBundle([{ coin, key: wallet, conditions: pay }], genesis.hash);
}

/** A node with a chain, and a transaction that spends the reward of the first block after genesis. */
export async function nodeWithPayment(farm: Farm, chain: readonly Grown[]) {
  const node = await createNode(farm.network, chain);
  const coin = await rewardOf(node, chain[0] as Grown);
  const transaction = paymentOf(farm, coin, fee);
  return { node, handlers: createHandlers(node), coin, transaction, transactionId: spendBundleName(transaction) };
}
