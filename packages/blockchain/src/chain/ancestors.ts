import type { Ancestry } from '../consensus/index.ts';
import type { HeaderIndex } from './header-index.ts';
import type { MainChain } from './main-chain.ts';

/** The id of a block's ancestor (or of itself) at a height that is not above its own. */
export function ancestorAt(index: HeaderIndex, main: MainChain, id: number, height: number): number {
  let at = id;
  for (let here = index.height(at); here > height; here = index.height(at)) {
    // From the main chain on down, the heights are known.
    if (main.has(at, here)) return main.at(height) as number;
    at = towards(index, at, height);
  }
  return at;
}

/** A block's ancestor that is nearer to a lower height, and not below it. */
function towards(index: HeaderIndex, id: number, height: number): number {
  const jump = index.jump(id);
  return index.height(jump) >= height ? jump : parentOf(index, id);
}

/** The chain that ends at a block, as the rules want it. */
export function ancestryOf(index: HeaderIndex, main: MainChain, id: number): Ancestry {
  const height = index.height(id);
  return {
    height,
    at: (wanted) => {
      if (wanted < 0 || wanted > height) throw new RangeError(`no block at height ${wanted} in a chain of ${height}`);
      return index.record(ancestorAt(index, main, id, wanted));
    },
  };
}

/** Consensus 9.3: the highest block from which all of them descend, each being its own ancestor. */
export function commonAncestor(index: HeaderIndex, ids: readonly number[]): number {
  const [first, ...others] = ids;
  if (first === undefined) throw new RangeError('no blocks, no common ancestor');
  return others.reduce((ancestor, id) => meet(index, ancestor, id), first);
}

function meet(index: HeaderIndex, a: number, b: number): number {
  const height = Math.min(index.height(a), index.height(b));
  let [left, right] = [climb(index, a, height), climb(index, b, height)];
  while (left !== right) {
    // At equal heights jumps are equally long. Where they end in different blocks, the chains meet below.
    const [leftJump, rightJump] = [index.jump(left), index.jump(right)];
    const apart = leftJump !== rightJump;
    left = apart ? leftJump : parentOf(index, left);
    right = apart ? rightJump : parentOf(index, right);
  }
  return left;
}

function climb(index: HeaderIndex, id: number, height: number): number {
  let at = id;
  while (index.height(at) > height) at = towards(index, at, height);
  return at;
}

/**
 * The blocks after `ancestor` up to and with `id`, in order of height; `ancestor` must be one of its ancestors.
 * Without an ancestor: all from genesis on.
 */
export function pathFrom(index: HeaderIndex, ancestor: number | undefined, id: number): number[] {
  const bottom = ancestor === undefined ? -1 : index.height(ancestor);
  const path = new Array<number>(Math.max(0, index.height(id) - bottom));
  let at: number | undefined = id;
  for (let step = path.length - 1; step >= 0 && at !== undefined; step -= 1) {
    path[step] = at;
    at = index.parent(at);
  }
  if (at !== ancestor) throw new RangeError(`${ancestor} is no ancestor of the header ${id}`);
  return path;
}

function parentOf(index: HeaderIndex, id: number): number {
  const parent = index.parent(id);
  if (parent === undefined) throw new RangeError(`the header ${id} has no parent`);
  return parent;
}
