import { bytesToHex } from '@noble/hashes/utils.js';

/** A map keyed by bytes that holds at most `limit` entries, each with the height it belongs to; the lowest go first. */
export interface HeightMap<T> {
  get(key: Uint8Array): T | undefined;
  has(key: Uint8Array): boolean;
  set(key: Uint8Array, height: number, value: T): void;
  delete(key: Uint8Array): void;
  pruneBelow(height: number): void;
  clear(): void;
  readonly size: number;
}

export function createHeightMap<T>(limit: number): HeightMap<T> {
  const entries = new Map<string, { height: number; value: T }>();

  function dropLowest(): void {
    const lowest = [...entries].reduce((low, entry) => (entry[1].height < low[1].height ? entry : low));
    entries.delete(lowest[0]);
  }

  return {
    get: (key) => entries.get(bytesToHex(key))?.value,
    has: (key) => entries.has(bytesToHex(key)),
    set(key, height, value) {
      entries.set(bytesToHex(key), { height, value });
      if (entries.size > limit) dropLowest();
    },
    delete: (key) => void entries.delete(bytesToHex(key)),
    pruneBelow(height) {
      for (const [key, entry] of entries) if (entry.height < height) entries.delete(key);
    },
    clear: () => entries.clear(),
    get size() {
      return entries.size;
    },
  };
}
