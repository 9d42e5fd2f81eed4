import type { Sql } from './sql.ts';

/** The tips in the order in which they are kept (Q15), and their last common ancestor; ids of headers. */
export interface Heads {
  readonly tips: readonly number[];
  readonly lca: number;
}

export interface HeadStore {
  /** `null` while the database is empty. */
  load(): { readonly tips: readonly number[]; readonly lca: number | null };
  save(heads: Heads): void;
}

export function createHeadStore(sql: Sql): HeadStore {
  const { db } = sql;
  return {
    load: () => {
      const tips = sql.all(db.selectFrom('tips').select('header_id').orderBy('position'));
      const lca = sql.first(db.selectFrom('lca').select('header_id'));
      return { tips: tips.map(({ header_id }) => header_id), lca: lca?.header_id ?? null };
    },
    save: ({ tips, lca }) => {
      sql.run(db.deleteFrom('tips'));
      sql.run(db.insertInto('tips').values(tips.map((header_id, position) => ({ position, header_id }))));
      sql.run(db.replaceInto('lca').values({ only: 1, header_id: lca }));
    },
  };
}
