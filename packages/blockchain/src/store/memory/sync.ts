import { bytesToHex } from '@noble/hashes/utils.js';
import { FullBlock, headerHash } from '@salvia/protocol';
import { type HashPage, hashIn, PagedHashes } from '../sync-hashes.ts';
import type { SyncStore, SyncTarget } from '../sync-store.ts';
import { uint128 } from '../values.ts';
import { JournaledMap } from './collections.ts';
import type { Journal } from './journal.ts';

/** What a sync under way has, in memory; blocks serialized. */
export function memorySync(journal: Journal): SyncStore {
  const targets = new JournaledMap<'target', SyncTarget>(journal);
  const blocks = new JournaledMap<string, Uint8Array>(journal);
  const hashes = memoryHashes(journal);
  const clear = (): void => {
    targets.delete('target');
    for (const [key] of [...blocks.entries()]) blocks.delete(key);
    hashes.clear();
  };
  return {
    target: () => targets.get('target') ?? null,
    begin: ({ headerHash: hash, height, weight }) => {
      uint128(weight);
      journal.transaction(() => {
        clear();
        targets.set('target', { headerHash: hash.slice(), height, weight });
      });
    },
    addHashes: (fromHeight, added) => journal.transaction(() => hashes.add(fromHeight, added)),
    hash: (height) => hashes.at(height),
    get hashCount() {
      return hashes.end;
    },
    putBlocks: (added) =>
      journal.transaction(() => {
        for (const block of added) blocks.set(bytesToHex(headerHash(block.header)), FullBlock.encode(block));
      }),
    block: (hash) => {
      const bytes = blocks.get(bytesToHex(hash));
      return bytes && FullBlock.decode(bytes);
    },
    hasBlock: (hash) => blocks.has(bytesToHex(hash)),
    dropBlock: (hash) => blocks.delete(bytesToHex(hash)),
    get blockCount() {
      return blocks.size;
    },
    clear: () => journal.transaction(clear),
  };
}

function memoryHashes(journal: Journal): PagedHashes {
  const pages = new JournaledMap<number, HashPage>(journal);
  const numbers = (): number[] => [...pages.entries()].map(([number]) => number);
  return new PagedHashes({
    get: (page) => pages.get(page),
    hash: (number, height) => {
      const page = pages.get(number);
      return page && hashIn(page, height);
    },
    last: () => (pages.size === 0 ? undefined : Math.max(...numbers())),
    set: (page, value) => pages.set(page, value),
    deleteFrom: (page) => {
      for (const number of numbers()) if (number >= page) pages.delete(number);
    },
  });
}
