import type { GeneratorRun } from '@salvia/clvm';
import type { Coin } from '@salvia/protocol';
import type { ChainView } from '../chain-view.ts';
import type { FoundCoin } from '../spends/index.ts';
import type { BodyInput } from './input.ts';

/** What earlier checks of a block's spends found out for later ones, and what the block does in the end. */
export interface Spends {
  /** Of T1. */
  run: GeneratorRun;
  /** Of T1: the program was stopped, for its cost. */
  exhausted: boolean;
  /** Of T4: what it creates, rewards left out. */
  additions: readonly Coin[];
  /** Of T1: names of what it spends. */
  removals: readonly Uint8Array[];
  /** Of T10: the same as coins, in the run's order. */
  coins: readonly FoundCoin[];
}

export const noSpends = (): Spends => ({
  run: { cost: 0n, spends: [] },
  exhausted: false,
  additions: [],
  removals: [],
  coins: [],
});

/** The parent's chain, in checks that stand after the one that demands it (T3). */
export function viewOf({ view }: BodyInput): ChainView {
  if (view === null) throw new TypeError('a check of coins before the check that there is a chain');
  return view;
}
