import type { Ancestry } from '../consensus/index.ts';
import type { Heads } from '../store/index.ts';
import { ancestryOf, commonAncestor, pathFrom } from './ancestors.ts';
import type { HeaderIndex } from './header-index.ts';
import { MainChain } from './main-chain.ts';

/** How the part of the chain that all tips share changes: it is cut after `fork` (a height) and `path` is appended. */
export interface LcaMove {
  readonly fork: number;
  /** Ids, in order of height; the last one is the new LCA unless it only moved back. */
  readonly path: readonly number[];
}

/** The chain in memory (consensus 9.1): compact headers, tips, LCA, and the heights up to the LCA. */
export class ChainState {
  readonly index: HeaderIndex;
  readonly main = new MainChain();
  #heads: Heads | null = null;

  constructor(index: HeaderIndex) {
    this.index = index;
  }

  /** Ids in the order in which they are kept; empty before genesis. */
  get tips(): readonly number[] {
    return this.#heads?.tips ?? [];
  }

  get lca(): number | null {
    return this.#heads?.lca ?? null;
  }

  isTip(id: number): boolean {
    return this.tips.includes(id);
  }

  lowestTipHeight(): number {
    return this.tips.reduce((lowest, tip) => Math.min(lowest, this.index.height(tip)), Number.POSITIVE_INFINITY);
  }

  ancestry(id: number): Ancestry {
    return ancestryOf(this.index, this.main, id);
  }

  /** The chain's way from the present LCA to another. */
  moveTo(lca: number): LcaMove {
    if (this.lca === null) return { fork: -1, path: pathFrom(this.index, undefined, lca) };
    const meeting = commonAncestor(this.index, [this.lca, lca]);
    return { fork: this.index.height(meeting), path: pathFrom(this.index, meeting, lca) };
  }

  /** Takes over new heads; `move` must come from {@link moveTo}, or be `null` if the LCA stays. */
  adopt(heads: Heads, move: LcaMove | null): void {
    if (move !== null) this.main.replaceAfter(move.fork, move.path);
    this.#heads = heads;
  }
}
