import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainCore } from './core.ts';
import { BlockchainError } from './errors.ts';

/**
 * Greatest height at which the list (genesis first) names a block of the main chain or of the chain of a tip. The
 * common part of two chains is a prefix, so bisection finds its end.
 */
export function forkPointWith(core: ChainCore, headerHashes: readonly Uint8Array[]): number {
  const above = branchesAboveLca(core);
  const agrees = (height: number): boolean => {
    const id = core.find(headerHashes[height] as Uint8Array);
    if (id === undefined || core.state.index.height(id) !== height) return false;
    return core.state.main.has(id, height) || above.has(id);
  };
  const [first] = headerHashes;
  if (first === undefined || !agrees(0)) {
    const expected = bytesToHex(core.state.index.hash(1));
    throw new BlockchainError('DIFFERENT_GENESIS', { found: first ? bytesToHex(first) : 'nothing', expected });
  }
  let [low, high] = [0, headerHashes.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (agrees(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The tips and their ancestors above the LCA. */
function branchesAboveLca({ state }: ChainCore): ReadonlySet<number> {
  return new Set(state.tips.flatMap((tip) => (tip === state.lca ? [] : [...state.moveTo(tip).path])));
}
