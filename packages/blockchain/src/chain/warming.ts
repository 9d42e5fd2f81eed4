import type { FullBlock } from '@salvia/protocol';
import { warmBody } from '../consensus/index.ts';
import type { ChainCore } from './core.ts';

/** Blocks and bytes of programs that are made ready at the same time: what they give must fit a cache until it is used. */
const MAX_BLOCKS = 32;
const MAX_BYTES = 4 << 20;

/** Makes bodies ready ahead of their turn; what does not fit is left for when it is its turn. */
export class Warming {
  readonly #core: ChainCore;
  #blocks = 0;
  #bytes = 0;

  constructor(core: ChainCore) {
    this.#core = core;
  }

  /** @returns whether it was done; a check that breaks down will do so again where it counts */
  async warm(block: FullBlock): Promise<boolean> {
    const bytes = block.transactionsGenerator?.length ?? 0;
    if (this.#blocks >= MAX_BLOCKS || (this.#blocks > 0 && this.#bytes + bytes > MAX_BYTES)) return false;
    this.#blocks += 1;
    this.#bytes += bytes;
    try {
      await warmBody(block, this.#core.constants, this.#core.ahead);
      return true;
    } catch {
      return false;
    } finally {
      this.#blocks -= 1;
      this.#bytes -= bytes;
    }
  }
}
