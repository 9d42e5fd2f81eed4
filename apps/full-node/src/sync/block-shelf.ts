import type { Blockchain } from '@salvia/blockchain';
import { isStorageFailure } from '@salvia/database';
import type { Timers } from '@salvia/network';
import type { FullBlock } from '@salvia/protocol';

/** A block that waits for its turn: in memory, or, where that would be too many bytes, in the sync table only. */
export interface WaitingBlock {
  block: FullBlock | null;
  bytes: number;
}

/**
 * Where blocks wait that came before their turn (sync step 4). Most wait a moment only: those that wait longer go to the sync
 * table, many at once, as writing every block there would take a good part of the time that adding it takes.
 */
export interface BlockShelf {
  /** A place for a block. */
  place(): WaitingBlock;
  /** A block that was served. */
  put(block: FullBlock, place: WaitingBlock): void;
  /** A block of an earlier run; null if there is none. */
  stored(headerHash: Uint8Array): WaitingBlock | null;
  /** In its turn; null if it is lost. */
  read(headerHash: Uint8Array, waiting: WaitingBlock): FullBlock | null;
  /** It was added, or is of no use; the chain has taken it out of the table, or somebody will. */
  release(waiting: WaitingBlock): void;
  /** Nothing comes any more. @param keep whether what waits is for a later run */
  end(keep: boolean): void;
}

/** Bytes of blocks in memory, roughly: the others are read from the table. */
const limit = 24 << 20;
const headerBytes = 2048;

/** A block that waits that long, and at most twice as long, is in the table then. */
export const patienceMs = 500;

const sizeOf = ({ transactionsFilter, transactionsGenerator }: FullBlock): number =>
  headerBytes + transactionsFilter.length + (transactionsGenerator?.length ?? 0);

const place = (): WaitingBlock => ({ block: null, bytes: 0 });

const blocksOf = (waiting: Iterable<WaitingBlock>): FullBlock[] => [...waiting].flatMap(({ block }) => block ?? []);

export interface BlockShelfOptions {
  readonly chain: Pick<Blockchain, 'sync'>;
  readonly timers: Pick<Timers, 'every'>;
}

export function createBlockShelf({ chain: { sync }, timers }: BlockShelfOptions): BlockShelf {
  let held = 0;
  /** In memory only: those that came since the last round, and those that it found here. */
  let recent = new Set<WaitingBlock>();
  let patient = new Set<WaitingBlock>();
  const endRounds = timers.every(patienceMs, () => {
    if (!store(blocksOf(patient))) return;
    patient = recent;
    recent = new Set();
  });

  /** @returns whether they are in the table now: without space they stay in memory, and the sync pauses in their turn */
  function store(blocks: readonly FullBlock[]): boolean {
    if (blocks.length === 0) return true;
    try {
      sync.putBlocks(blocks);
      return true;
    } catch (error) {
      if (isStorageFailure(error)) return false;
      throw error;
    }
  }

  return {
    place,
    put(block, waiting) {
      const bytes = sizeOf(block);
      if (held + bytes > limit && store([block])) return;
      held += bytes;
      Object.assign(waiting, { block, bytes });
      recent.add(waiting);
    },
    stored: (headerHash) => (sync.hasBlock(headerHash) ? place() : null),
    read: (headerHash, { block }) => block ?? sync.block(headerHash) ?? null,
    release(waiting) {
      recent.delete(waiting);
      patient.delete(waiting);
      held -= waiting.bytes;
      waiting.bytes = 0;
      waiting.block = null;
    },
    end(keep) {
      endRounds();
      if (keep) store([...blocksOf(patient), ...blocksOf(recent)]);
    },
  };
}
