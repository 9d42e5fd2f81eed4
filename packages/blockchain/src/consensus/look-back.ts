import { boundsOf, type EpochConstants } from './adjustment.ts';

/**
 * Ancestors that the rules for a block's header look at besides genesis: its parent and the blocks below it, down to the
 * one before the first bound of an adjustment, or as many as timestamps are averaged over (consensus 6, 7.2 H4).
 */
export function lookBack(constants: EpochConstants & { readonly NUMBER_OF_TIMESTAMPS: number }): number {
  const { h1 } = boundsOf(0, constants);
  // A difficulty is the difference of two weights, so the block below a bound counts too.
  return Math.max(1 - h1, constants.NUMBER_OF_TIMESTAMPS);
}
