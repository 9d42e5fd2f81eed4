import type { Peer } from '@salvia/protocol';
import { createGreatestWeights, type GreatestWeights } from './greatest-weights.ts';

/** A chain has so many tips. */
const TIPS = 3;

/**
 * Tells challenges of tips from those that a full node asks sanitizers for (network 3.1.5): it named three heavier ones. Each
 * connection counts for itself, as a full node may be on a lighter chain than others, or have begun anew.
 */
export function createTipFilter(): (peer: Peer, weight: bigint) => boolean {
  const heaviest = new WeakMap<Peer, GreatestWeights>();
  return (peer, weight) => {
    const weights = heaviest.get(peer) ?? createGreatestWeights(TIPS);
    heaviest.set(peer, weights);
    weights.add(weight);
    return weight >= (weights.smallest ?? 0n);
  };
}
