import { bytesToHex } from '@noble/hashes/utils.js';
import { FullBlock } from '@salvia/protocol';
import type { UnfinishedBlock, UnfinishedStore } from '../unfinished-store.ts';
import { uint64 } from '../values.ts';
import { JournaledMap } from './collections.ts';
import type { Journal } from './journal.ts';

interface Stored {
  readonly challengeHash: Uint8Array;
  readonly iterations: bigint;
  readonly height: number;
  readonly block: Uint8Array;
}

/** Unfinished blocks in memory, serialized. */
export function memoryUnfinished(journal: Journal): UnfinishedStore {
  const blocks = new JournaledMap<string, Stored>(journal);
  return {
    put: ({ challengeHash, iterations, block }) => {
      const key = keyOf(challengeHash, iterations);
      if (blocks.has(key)) return false;
      const { height } = block.header.data;
      const stored = { challengeHash: challengeHash.slice(), iterations, height, block: FullBlock.encode(block) };
      blocks.set(key, stored);
      return true;
    },
    get: (challengeHash, iterations) => {
      const stored = blocks.get(keyOf(challengeHash, iterations));
      return stored && FullBlock.decode(stored.block);
    },
    list: () => [...blocks.values()].sort(compare).map(toUnfinished),
    pruneBelow: (height) => {
      const low = [...blocks.entries()].filter(([, stored]) => stored.height < height);
      for (const [key] of low) blocks.delete(key);
      return low.length;
    },
  };
}

/** Sorts like iterations, then challenges. */
function keyOf(challengeHash: Uint8Array, iterations: bigint): string {
  return bytesToHex(uint64(iterations)) + bytesToHex(challengeHash);
}

function compare(a: Stored, b: Stored): number {
  if (a.height !== b.height) return a.height - b.height;
  return keyOf(a.challengeHash, a.iterations) < keyOf(b.challengeHash, b.iterations) ? -1 : 1;
}

function toUnfinished({ challengeHash, iterations, block }: Stored): UnfinishedBlock {
  return { challengeHash, iterations, block: FullBlock.decode(block) };
}
