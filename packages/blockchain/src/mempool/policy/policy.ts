import type { ErrorName } from '@salvia/protocol';
import type { MempoolItem, Priced } from '../item.ts';

/** What mempools do differently under either coin rules (consensus 11; coins.md, Mempool). */
export interface MempoolPolicy {
  /** Cost above which a bundle is refused with BLOCK_COST_EXCEEDS_MAX. */
  readonly mostCost: bigint;
  /** Whether conditions and operators that blocks ignore are refused. */
  readonly strict: boolean;
  /** What a mempool holds, in the unit of `sizeOf`. */
  readonly capacity: bigint;
  sizeOf(item: Priced): bigint;
  /** Below 0 if the first has the lower fee rate. Costs are above 0. */
  compareRates(a: Priced, b: Priced): number;
  /** Whether an item may take the place of those that spend some of its coins; there is at least one. */
  mayReplace(item: MempoolItem, conflicts: readonly MempoolItem[]): boolean;
  /** Errors that another tip may cure: such a bundle is kept. */
  readonly curable: ReadonlySet<ErrorName>;
  /** Whether a bundle that needs no signature is valid with this one. */
  acceptsUnsigned(item: MempoolItem): boolean;
}
