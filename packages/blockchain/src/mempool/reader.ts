import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeFilter, encodeFilter } from '../consensus/index.ts';
import type { MempoolState, Mempools } from './api.ts';
import { createBlockBundles } from './block-bundle.ts';
import type { MempoolCore } from './core.ts';
import type { Pool } from './pool.ts';

type Reader = Omit<Mempools, 'add' | 'update' | 'worthAsking'>;

/** Everything that only looks at the mempools. */
export function createReader(core: MempoolCore): Reader {
  const bundleFor = createBlockBundles(core);
  const filter = lastAnswer(() => encodeFilter(core.items().map(({ name }) => name)));

  return {
    bundleFor(tip) {
      const key = bytesToHex(tip);
      const pool = core.pools.find(({ tipKey }) => tipKey === key);
      return pool === undefined ? null : bundleFor(pool);
    },
    has: (name) => core.held(bytesToHex(name)) !== undefined,
    get: (name) => core.held(bytesToHex(name))?.bundle ?? null,
    seen: (name) => core.seen.has(bytesToHex(name)),
    names: () => core.items().map(({ name }) => name),
    entries: () => core.items(),
    filter: () => filter(core.pools.map(({ tipKey, changes }) => `${tipKey} ${changes}`).join()),
    notIn(encoded, limit = Number.POSITIVE_INFINITY) {
      const { matches } = decodeFilter(encoded);
      const missing = core.items().filter(({ name }) => !matches(name));
      return missing.slice(0, limit).map(({ bundle }) => bundle);
    },
    pendingCount: () => core.pending.count,
    state: () => core.pools.map(stateOf),
  };
}

/** Works an answer out again only if what it depends on, told by a key, has changed. */
function lastAnswer<T>(answer: () => T): (key: string) => T {
  let last: { readonly key: string; readonly value: T } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: answer() };
    return last.value;
  };
}

function stateOf({ tip, view, items }: Pool): MempoolState {
  return {
    headerHash: tip,
    height: view.height,
    count: items.length,
    cost: items.reduce((sum, { cost }) => sum + cost, 0n),
    fees: items.reduce((sum, { fees }) => sum + fees, 0n),
    bytes: items.reduce((sum, { size }) => sum + size, 0),
  };
}
