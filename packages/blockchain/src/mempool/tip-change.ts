import { bytesToHex } from '@noble/hashes/utils.js';
import { type Header, headerHash } from '@salvia/protocol';
import type { MempoolItem } from './item.ts';
import type { OldItems } from './old-items.ts';
import type { Pool } from './pool.ts';

/** What becomes of the mempools when the tips change. */
export interface TipChange {
  /** In the order of the tips; new ones are empty. */
  readonly pools: readonly Pool[];
  readonly added: readonly Pool[];
  readonly dropped: readonly Pool[];
  /** What the new ones are to be offered, each once, besides the bundles that wait. */
  readonly offered: readonly MempoolItem[];
}

/**
 * Consensus 11.6: a tip that has a mempool keeps it. If the chain went back, or goes on where we had no mempool, items of
 * tips that are gone are offered to the new ones too: what was mined on a branch that is given up thus returns.
 */
export function changeOfTips(
  current: readonly Pool[],
  tips: readonly Header[],
  old: OldItems,
  create: (tip: Uint8Array) => Pool,
): TipChange {
  const known = new Map(current.map((pool) => [pool.tipKey, pool]));
  const found = tips.map((header) => ({ header, hash: headerHash(header) }));
  const pools = found.map(({ hash }) => known.get(bytesToHex(hash)) ?? create(hash));
  const added = pools.filter(({ tipKey }) => !known.has(tipKey));
  const kept = new Set(pools);
  const goesBack = isReorganisation(current, found);
  return {
    pools,
    added,
    dropped: current.filter((pool) => !kept.has(pool)),
    offered: once([...(goesBack ? old.items() : []), ...current.flatMap(({ items }) => items)]),
  };
}

function isReorganisation(
  current: readonly Pool[],
  tips: readonly { readonly header: Header; readonly hash: Uint8Array }[],
): boolean {
  const lowest = Math.min(...current.map(({ view }) => view.height));
  const known = new Set(current.map(({ tipKey }) => tipKey));
  const within = new Set([...known, ...tips.map(({ hash }) => bytesToHex(hash))]);
  return tips.some(({ header: { data }, hash }) => {
    if (known.has(bytesToHex(hash))) return false;
    return data.height < lowest || !within.has(bytesToHex(data.prevHeaderHash));
  });
}

const once = (items: readonly MempoolItem[]): MempoolItem[] => [
  ...new Map(items.map((item) => [item.key, item])).values(),
];
