import type { KeyValueStore } from '../store/key-value-store.ts';

const KEY = 'startingHeight';

/** Blocks below need not be searched. Kept in the file, as the blocks that were not searched are. */
export const STARTING_HEIGHT = {
  get: (values: KeyValueStore): number => Number(values.get(KEY) ?? 0),
  set: (values: KeyValueStore, height: number): void => values.put(KEY, String(height)),
  lower(values: KeyValueStore, height: number): void {
    if (height < STARTING_HEIGHT.get(values)) STARTING_HEIGHT.set(values, height);
  },
} as const;
