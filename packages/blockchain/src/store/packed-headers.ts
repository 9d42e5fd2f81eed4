import { sql as raw } from 'kysely';
import type { HeaderSummary } from './header-store.ts';
import type { Sql } from './sql.ts';

/*
 * Reading a million rows one by one takes ten seconds, nearly all of it spent on making an object, a list of values and
 * five buffers of each. So SQLite itself lays a thousand rows at a time end to end in one blob, which takes less than a
 * millisecond. A row in it: blobs as they are stored, then integers as 8 hexadecimal digits.
 */
const PAGE = 1024;
const BLOBS = { header_hash: 32, weight: 16, total_iters: 8, min_iters: 8, timestamp: 8 } as const;
const INTEGERS = ['id', 'height', 'parent_id'] as const;

/** Where the columns lie in a row. */
const AT = {
  hash: 0,
  weight: 32,
  totalIters: 48,
  minIters: 56,
  timestamp: 64,
  id: 72,
  height: 80,
  parentId: 88,
} as const;
const ROW = 96;

const lengths = Object.entries(BLOBS).map(([column, length]) => raw`length(${raw.ref(column)}) = ${raw.lit(length)}`);
const ranges = INTEGERS.map((column) => raw`ifnull(${raw.ref(column)}, 0) between 0 and 4294967295`);
const fits = raw.join([...lengths, ...ranges], raw` and `);
const blobs = raw.join(Object.keys(BLOBS).map(raw.ref), raw` || `);
const packed = raw`${blobs} || printf('%08x%08x%08x', ${raw.join(INTEGERS.map(raw.ref))})`;

interface Page {
  readonly count: number;
  /** Id of a row that does not fit, if there is one; then the others may lie anywhere. */
  readonly misfit: number | null;
  readonly rows: Uint8Array;
}

/** All headers in order of their ids; a row whose fields cannot be those of a header is told to `refuse`. */
export function* packedHeaders(sql: Sql, refuse: (id: number) => never): IterableIterator<HeaderSummary> {
  const pageAfter = sql.prepared(pageQuery(sql));
  let last = 0;
  for (;;) {
    const page = pageAfter(last);
    if (page === undefined || page.count === 0) return;
    if (page.misfit !== null) refuse(page.misfit);
    for (let row = 0; row < page.count; row += 1) {
      const header = headerAt(page.rows, row * ROW);
      last = header.id;
      yield header;
    }
  }
}

/** The query has one parameter: the id after which the page begins. */
function pageQuery({ db }: Sql) {
  return db
    .selectFrom((of) =>
      of.selectFrom('headers').selectAll().where('id', '>', 0).orderBy('id').limit(raw.lit(PAGE)).as('page'),
    )
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      raw<number | null>`min(iif(${fits}, null, id))`.as('misfit'),
      raw<Uint8Array>`cast(group_concat(${packed}, '' order by id) as blob)`.as('rows'),
    ])
    .$castTo<Page>();
}

function headerAt(rows: Uint8Array, at: number): HeaderSummary {
  const view = new DataView(rows.buffer, rows.byteOffset + at, ROW);
  const id = digits(view, AT.id);
  const parentId = digits(view, AT.parentId);
  return {
    id,
    headerHash: new Uint8Array(rows.buffer, rows.byteOffset + at + AT.hash, BLOBS.header_hash),
    parentId: parentId === 0 ? null : parentId,
    height: digits(view, AT.height),
    timestamp: view.getBigUint64(AT.timestamp),
    weight: (view.getBigUint64(AT.weight) << 64n) | view.getBigUint64(AT.weight + 8),
    totalIters: view.getBigUint64(AT.totalIters),
    minIters: view.getBigUint64(AT.minIters),
  };
}

/** The value of eight hexadecimal digits. */
function digits(view: DataView, at: number): number {
  let value = 0;
  for (let byte = at; byte < at + 8; byte += 1) {
    const character = view.getUint8(byte);
    value = value * 16 + (character < 0x40 ? character - 0x30 : character - 0x57);
  }
  return value;
}
