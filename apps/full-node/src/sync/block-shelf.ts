import type { Blockchain } from '@salvia/blockchain';
import { isStorageFailure } from '@salvia/database';
import type { FullBlock } from '@salvia/protocol';

/** A block that waits for its turn: in memory, or, where that would be too many bytes, in the sync table only. */
export interface WaitingBlock {
  block: FullBlock | null;
  bytes: number;
}

/** Where blocks wait that came before their turn (sync step 4). */
export interface BlockShelf {
  /** A block that was served. */
  put(block: FullBlock): WaitingBlock;
  /** A block of an earlier run; null if there is none. */
  stored(headerHash: Uint8Array): WaitingBlock | null;
  /** In its turn; null if it is lost. */
  read(headerHash: Uint8Array, waiting: WaitingBlock): FullBlock | null;
  /** It was added, or is of no use; the chain has taken it out of the table, or somebody will. */
  release(waiting: WaitingBlock): void;
}

/** Bytes of blocks in memory, roughly: the others are read from the table. */
const limit = 24 << 20;
const headerBytes = 2048;

const sizeOf = ({ transactionsFilter, transactionsGenerator }: FullBlock): number =>
  headerBytes + transactionsFilter.length + (transactionsGenerator?.length ?? 0);

export function createBlockShelf({ sync }: Pick<Blockchain, 'sync'>): BlockShelf {
  let held = 0;

  /** @returns whether it is in the table now: without space it stays in memory, and the sync pauses in its turn. */
  function store(block: FullBlock): boolean {
    try {
      sync.putBlock(block);
      return true;
    } catch (error) {
      if (isStorageFailure(error)) return false;
      throw error;
    }
  }

  return {
    put(block) {
      const bytes = sizeOf(block);
      if (store(block) && held + bytes > limit) return { block: null, bytes: 0 };
      held += bytes;
      return { block, bytes };
    },
    stored: (headerHash) => (sync.hasBlock(headerHash) ? { block: null, bytes: 0 } : null),
    read: (headerHash, { block }) => block ?? sync.block(headerHash) ?? null,
    release(waiting) {
      held -= waiting.bytes;
      waiting.bytes = 0;
      waiting.block = null;
    },
  };
}
