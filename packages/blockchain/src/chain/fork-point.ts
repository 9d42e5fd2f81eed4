import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainCore } from './core.ts';
import { BlockchainError } from './errors.ts';

/** Header hashes by height, from genesis on, wherever they are kept: an array, or a table. */
export interface HashList {
  readonly length: number;
  at(height: number): Uint8Array | undefined;
}

/**
 * Greatest height at which the list (genesis first) names a block of the main chain or of the chain of a tip. The
 * common part of two chains is a prefix, so bisection finds its end.
 */
export function forkPointWith(core: ChainCore, headerHashes: HashList): number {
  const above = branchesAboveLca(core);
  const agrees = (height: number): boolean => {
    const hash = headerHashes.at(height);
    const id = hash && core.find(hash);
    if (id === undefined || core.state.index.height(id) !== height) return false;
    return core.state.main.has(id, height) || above.has(id);
  };
  if (!agrees(0)) {
    const first = headerHashes.length > 0 ? headerHashes.at(0) : undefined;
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
