import { FullBlock } from '@salvia/protocol';
import type { BlockStore } from '../block-store.ts';
import { CoinChanges } from '../coin-changes.ts';
import { JournaledMap } from './collections.ts';
import { type Journal, refuse } from './journal.ts';

interface StoredBlock {
  readonly block: Uint8Array;
  readonly changes: Uint8Array;
}

/** Blocks in memory, serialized: a block is decoded when asked for, and nobody else holds its bytes. */
export function memoryBlocks(journal: Journal, headers: { has(id: number): boolean }): BlockStore {
  const blocks = new JournaledMap<number, StoredBlock>(journal);
  const read = (id: number): FullBlock | undefined => {
    const stored = blocks.get(id);
    return stored && FullBlock.decode(stored.block);
  };
  return {
    add: (id, block, changes) => {
      if (!headers.has(id)) refuse(`there is no header ${id}`);
      if (blocks.has(id)) refuse(`a block ${id} is there already`);
      blocks.set(id, { block: FullBlock.encode(block), changes: CoinChanges.encode(changes) });
    },
    replace: (id, block) => {
      const stored = blocks.get(id);
      if (stored !== undefined) blocks.set(id, { ...stored, block: FullBlock.encode(block) });
    },
    block: read,
    header: (id) => read(id)?.header,
    changes: (id) => {
      const stored = blocks.get(id);
      if (stored === undefined) return undefined;
      return { header: FullBlock.decode(stored.block).header, changes: CoinChanges.decode(stored.changes) };
    },
  };
}
