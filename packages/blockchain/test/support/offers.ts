import type { CoinRecord, ErrorName } from '@salvia/protocol';
import { CONSTANTS } from '../consensus/support/farm.ts';
import { type Effects, replayTo } from './coins.ts';
import { blockSpends, childOf, createCoin, type FreeSpend, TAGS } from './spends.ts';
import { grow, type Node } from './tree.ts';

/** Kinds of blocks with transactions, and what each must be told. */
export const OFFERS = {
  /** Spends one coin and makes two of it. */
  split: null,
  /** Spends a coin and what it creates, in one block, in either order. */
  ephemeral: null,
  /** Spends a coin that its chain spent. */
  again: 'DOUBLE_SPEND',
  /** Spends a coin that only other branches have. */
  elsewhere: 'UNKNOWN_UNSPENT',
  /** Spends its parent's reward. */
  frozen: 'COINBASE_NOT_YET_SPENDABLE',
  /** Makes more of a coin than it was. */
  minting: 'MINTING_COIN',
} as const satisfies Record<string, ErrorName | null>;
export type OfferKind = keyof typeof OFFERS;

export interface Offered {
  readonly node: Node;
  /** The verdict on the block where its parent is known; `null`: valid. */
  readonly error: ErrorName | null;
}

/** A block of a kind on another, spending the `which`-th of the coins that fit, or without spends if none does. */
export async function growOffer(
  on: Node,
  kind: OfferKind,
  which: number,
  seconds: number,
  tree: { readonly nodes: readonly Node[]; readonly effects: Effects },
): Promise<Offered> {
  const fitting = coinsFor(kind, on, tree);
  const chosen = fitting[which % fitting.length];
  if (chosen === undefined) return { node: await grow(on, { seconds }), error: null };
  const spends = spendsFor(kind, chosen, which);
  const bundle = blockSpends(spends);
  // A block cannot say that it takes fees from its farmer: one that mints says that there are none.
  const node = await grow(on, { seconds, bundle: { ...bundle, fees: bundle.fees < 0n ? 0n : bundle.fees } });
  const error = OFFERS[kind];
  if (error === null) tree.effects.set(node.id, { additions: [...bundle.additions], removals: [...bundle.removals] });
  return { node, error };
}

function coinsFor(kind: OfferKind, on: Node, { nodes, effects }: Parameters<typeof growOffer>[4]): CoinRecord[] {
  const here = replayTo(on, effects);
  const height = on.height + 1;
  const isFree = ({ spent, coinbase, confirmedBlockIndex }: CoinRecord): boolean =>
    !spent && !(coinbase && height < confirmedBlockIndex + CONSTANTS.COINBASE_FREEZE_PERIOD);
  const own = [...here.values()];
  if (kind === 'again') return own.filter(({ spent }) => spent);
  if (kind === 'frozen') return own.filter(({ spent, coinbase }) => coinbase && !spent).filter((it) => !isFree(it));
  if (kind !== 'elsewhere') return own.filter(isFree);
  const everywhere = nodes.flatMap((node) => [...replayTo(node, effects)]);
  return everywhere.flatMap(([name, record]) => (here.has(name) ? [] : [record]));
}

function spendsFor(kind: OfferKind, { coin }: CoinRecord, which: number): FreeSpend[] {
  const half = coin.amount / 2n;
  const halves = (more: bigint) => [createCoin(TAGS.left, half), createCoin(TAGS.right, coin.amount - half + more)];
  if (kind === 'minting') return [{ coin, conditions: halves(1n) }];
  if (kind !== 'ephemeral') return [{ coin, conditions: halves(-1n) }];
  const between = childOf(coin, TAGS.left, coin.amount);
  const spends = [
    { coin, conditions: [createCoin(TAGS.left, coin.amount)] },
    { coin: between, conditions: halves(-1n) },
  ];
  return which % 2 === 0 ? spends : spends.reverse();
}
