/** From plot order, all a plot file knows, back to proof order (proofs A.15). */
import { TABLE_COUNT } from './constants.ts';
import type { Entry } from './entries.ts';
import { createFirstEntries, createPairing } from './entries.ts';

interface Branch {
  readonly values: readonly bigint[];
  readonly entry: Entry;
}

/**
 * Brings 64 values in any order of halves to proof order: of two branches the one with the smaller y is the left one.
 * Whether they match at all is for verification to say.
 */
export function toProofOrder(plotId: Uint8Array, k: number, values: readonly bigint[]): readonly bigint[] {
  const firstEntry = createFirstEntries(plotId, k);
  let branches: Branch[] = values.map((value) => ({ values: [value], entry: firstEntry(value) }));
  for (let table = 2; table <= TABLE_COUNT; table++) {
    const pair = createPairing(k, table);
    const joined: Branch[] = [];
    for (let i = 0; i < branches.length; i += 2) {
      const [a, b] = [branches[i]!, branches[i + 1]!];
      const [left, right] = a.entry.y < b.entry.y ? [a, b] : [b, a];
      joined.push({ values: [...left.values, ...right.values], entry: pair(left.entry, right.entry) });
    }
    branches = joined;
  }
  return branches[0]!.values;
}
