import type { WaitingBlock } from './disconnected.ts';

/** Valid as far as anybody knows, but there was no space to store them (`postponed.ts`). */
export interface PostponedBlocks {
  /** Those that come when there is no room are forgotten: they are asked for again. */
  add(block: WaitingBlock): void;
  take(): WaitingBlock[];
  readonly size: number;
}

export function createPostponedBlocks(limit = 20): PostponedBlocks {
  let blocks: WaitingBlock[] = [];
  return {
    add(block) {
      if (blocks.length < limit) blocks.push(block);
    },
    take() {
      const taken = blocks;
      blocks = [];
      return taken;
    },
    get size() {
      return blocks.length;
    },
  };
}
