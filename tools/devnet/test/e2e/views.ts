import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { type FullBlock, headerHash, type SpendBundle, spendBundleName } from '@salvia/protocol';
import { type RpcClient, RpcClientError } from '@salvia/service';
import type { Probe } from './probe.ts';

/*
 * What the RPC of a full node shows, as far as tests look at it.
 */

export interface CoinView {
  readonly confirmedHeight: number;
  readonly spentHeight: number | null;
  readonly amount: string;
}

export interface CoinList {
  readonly coins: readonly (CoinView & { readonly parentCoinInfo: string; readonly puzzleHash: string })[];
}

export interface TipView {
  readonly height: number;
  readonly headerHash: string;
}

export interface StateView {
  readonly height: number;
  readonly lca: TipView;
  readonly tips: readonly TipView[];
}

/** `/rpc/sync`. */
export interface SyncView {
  readonly state: string;
  readonly target: { readonly height: number } | null;
  readonly headerHeight: number | null;
  readonly blockHeight: number | null;
  readonly lastFailure: { readonly code: string } | null;
}

export const text = (bytes: Uint8Array): string => `0x${bytesToHex(bytes)}`;
export const bytesOf = (hex: string): Uint8Array => hexToBytes(hex.replace(/^0x/, ''));

/** The coin of a name on the chain up to the heaviest tip, or up to the common ancestor; null if there is none. */
export const coinOf = (rpc: RpcClient, name: Uint8Array, at: 'tip' | 'lca' = 'tip'): Promise<CoinView | null> =>
  rpc.get<CoinView>('/coin', { name: text(name), at }).catch((error: unknown) => {
    if (error instanceof RpcClientError && error.code === 'NOT_FOUND') return null;
    throw error;
  });

/** Whether a transaction waits in the mempool of a node. */
export async function waitsAt(rpc: RpcClient, bundle: SpendBundle): Promise<boolean> {
  const { items } = await rpc.get<{ items: { name: string }[] }>('/mempool');
  return items.some(({ name }) => name === text(spendBundleName(bundle)));
}

/** Blocks from height 1 to a tip, asked of a node one by one from the tip down. */
export async function chainTo(peer: Probe, tip: TipView): Promise<FullBlock[]> {
  const blocks: FullBlock[] = [];
  let hash = bytesOf(tip.headerHash);
  for (let { height } = tip; height > 0; height--) {
    const wanted = text(hash);
    await peer.send('request_block', { height, headerHash: hash });
    const isWanted = (answer: { readonly block: FullBlock }) => text(headerHash(answer.block.header)) === wanted;
    const { block } = await peer.heard('respond_block', isWanted, 20_000);
    blocks.unshift(block);
    hash = block.header.data.prevHeaderHash;
  }
  return blocks;
}
