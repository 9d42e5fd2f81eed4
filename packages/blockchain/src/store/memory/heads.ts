import type { HeadStore, Heads } from '../head-store.ts';
import { JournaledMap } from './collections.ts';
import { type Journal, refuse } from './journal.ts';

/** Tips and LCA in memory. */
export function memoryHeads(journal: Journal, headers: { has(id: number): boolean }): HeadStore {
  const heads = new JournaledMap<'heads', Heads>(journal);
  return {
    load: () => heads.get('heads') ?? { tips: [], lca: null },
    save: ({ tips, lca }) => {
      const missing = [...tips, lca].find((id) => !headers.has(id));
      if (missing !== undefined) refuse(`there is no header ${missing}`);
      if (new Set(tips).size !== tips.length) refuse('a header is a tip once');
      heads.set('heads', { tips: [...tips], lca });
    },
  };
}
