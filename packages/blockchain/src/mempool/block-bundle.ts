import { type CoinRules, writeGenerator } from '@salvia/clvm';
import type { SpendBundle } from '@salvia/protocol';
import type { MempoolBundle } from './api.ts';
import type { MempoolCore } from './core.ts';
import type { MempoolItem } from './item.ts';
import type { Pool } from './pool.ts';
import type { SignatureSums } from './signature-sums.ts';

/** Takes items as they come while they fit; one that does not is left out (consensus 11.7, Q18). */
export function selectItems(items: Iterable<MempoolItem>, mostCost: bigint): MempoolItem[] {
  const selected: MempoolItem[] = [];
  let left = mostCost;
  for (const item of items) {
    if (item.cost > left) continue;
    selected.push(item);
    left -= item.cost;
  }
  return selected;
}

/**
 * Puts bundles together to one. Each is valid by itself and no two spend the same coin, so all together they are.
 * @param items at least one
 * @param emptyCost of a program without spends: each bundle's cost includes it, the block's has it once
 */
export function joinItems(
  items: readonly MempoolItem[],
  coinRules: CoinRules,
  emptyCost: bigint,
  sums: SignatureSums,
): MempoolBundle {
  const bundle: SpendBundle = {
    coinSolutions: items.flatMap(({ bundle: { coinSolutions } }) => coinSolutions),
    aggregatedSignature: sums.of(items),
  };
  const removals = items.flatMap((item) => item.removals);
  const listed = bundle.coinSolutions.map(({ solution }, at) => ({ coinName: removals[at] as Uint8Array, solution }));
  return {
    names: items.map(({ name }) => name),
    bundle,
    generator: writeGenerator(listed, coinRules),
    aggregatedSignature: bundle.aggregatedSignature,
    additions: items.flatMap(({ additions }) => additions),
    removals,
    fees: items.reduce((sum, { fees }) => sum + fees, 0n),
    cost: items.reduce((sum, { cost }) => sum + cost - emptyCost, emptyCost),
  };
}

/** The bundle for a block on a mempool's tip; made anew only if something was put in or taken out since. */
export function createBlockBundles(core: MempoolCore): (pool: Pool) => MempoolBundle | null {
  const { constants, coinRules } = core;
  const made = new WeakMap<Pool, { readonly changes: number; readonly bundle: MempoolBundle | null }>();

  return (pool) => {
    const last = made.get(pool);
    if (last?.changes === pool.changes) return last.bundle;
    const items = selectItems(pool.fromBest(), constants.MAX_BLOCK_COST_CLVM);
    const bundle = items.length === 0 ? null : joinItems(items, coinRules, core.emptyCost, core.sums);
    made.set(pool, { changes: pool.changes, bundle });
    return bundle;
  };
}
