import { sql as raw } from 'kysely';
import type { PackedHeaders } from './packed-headers.ts';
import type { Sql } from './sql.ts';
import { plain } from './values.ts';

/*
 * Reading a million rows one by one takes ten seconds, nearly all of it spent on an object, a list of values and five
 * buffers for each. So SQLite itself lays some hundred rows at a time end to end in one blob, in well below a millisecond.
 */
const PAGE = 512;

/** In the order of `PACKED`. */
const BLOBS = { header_hash: 32, weight: 16, total_iters: 8, min_iters: 8, timestamp: 8 } as const;
const INTEGERS = ['height', 'parent_id', 'id'] as const;
const COLUMNS = [...(Object.keys(BLOBS) as (keyof typeof BLOBS)[]), ...INTEGERS];

const lengths = Object.entries(BLOBS).map(([column, length]) => raw`length(${raw.ref(column)}) = ${raw.lit(length)}`);
const ranges = INTEGERS.map((column) => raw`ifnull(${raw.ref(column)}, 0) between 0 and 4294967295`);
const fits = raw.join([...lengths, ...ranges], raw` and `);

const integers = raw`unhex(printf('%08x%08x%08x', ${raw.join(INTEGERS.map((column) => raw.ref(column)))}))`;
const packed = raw`${raw.join(
  Object.keys(BLOBS).map((column) => raw.ref(column)),
  raw` || `,
)} || ${integers}`;

interface Page extends PackedHeaders {
  /** Id of a row that does not fit, if there is one; then the others may lie anywhere. */
  readonly misfit: number | null;
  /** The last id. */
  readonly last: number;
}

/** All headers in order of their ids. A row whose fields cannot be those of a header is a DatabaseError CORRUPT. */
export function* headerPages(sql: Sql): IterableIterator<PackedHeaders> {
  const pageAfter = sql.prepared(pageQuery(sql));
  for (let page = pageAfter(0); page !== undefined && page.count > 0; page = pageAfter(page.last)) {
    if (page.misfit !== null) sql.corrupt(`the header ${page.misfit} has fields that no header can have`);
    yield { count: page.count, rows: plain(page.rows) };
  }
}

/**
 * The query has one parameter: the id after which the page begins. Rows are laid down as the inner query gives them;
 * whoever reads them sees their ids, and would see another order.
 */
function pageQuery({ db }: Sql) {
  return db
    .selectFrom((from) =>
      from.selectFrom('headers').select(COLUMNS).where('id', '>', 0).orderBy('id').limit(raw.lit(PAGE)).as('page'),
    )
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.max('id').as('last'),
      raw<number | null>`min(iif(${fits}, null, id))`.as('misfit'),
      raw<Uint8Array>`cast(group_concat(${packed}, '') as blob)`.as('rows'),
    ])
    .$castTo<Page>();
}
