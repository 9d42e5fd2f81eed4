import { sql as raw } from 'kysely';
import type { Sql } from './sql.ts';
import { ANY_ID } from './values.ts';

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
  const deleteTips = sql.preparedRun(db.deleteFrom('tips'));
  const insertTip = sql.preparedRun(db.insertInto('tips').values({ position: 0, header_id: ANY_ID }));
  const replaceLca = sql.preparedRun(db.replaceInto('lca').values({ only: raw.lit(1), header_id: ANY_ID }));
  return {
    load: () => {
      const tips = sql.all(db.selectFrom('tips').select('header_id').orderBy('position'));
      const lca = sql.first(db.selectFrom('lca').select('header_id'));
      return { tips: tips.map(({ header_id }) => header_id), lca: lca?.header_id ?? null };
    },
    save: ({ tips, lca }) => {
      deleteTips();
      for (const [position, id] of tips.entries()) insertTip(position, id);
      replaceLca(lca);
    },
  };
}
