import type { ChainStores } from '../stores.ts';
import { memoryBlocks } from './blocks.ts';
import { memoryCoins } from './coins.ts';
import { memoryHeaders } from './headers.ts';
import { memoryHeads } from './heads.ts';
import { Journal } from './journal.ts';
import { memorySync } from './sync.ts';
import { memoryUnfinished } from './unfinished.ts';

/**
 * Stores that live as long as the process: the same answers and errors as those in a file, for chains that are replayed,
 * compared and thrown away. They refuse what a file would refuse, with the same codes.
 */
export function memoryStores(): ChainStores {
  const journal = new Journal();
  const headers = memoryHeaders(journal);
  return {
    path: null,
    headers,
    blocks: memoryBlocks(journal, headers),
    heads: memoryHeads(journal, headers),
    coins: memoryCoins(journal),
    unfinished: memoryUnfinished(journal),
    sync: memorySync(journal),
    transaction: (work) => journal.transaction(work),
    close: async () => journal.close(),
  };
}
