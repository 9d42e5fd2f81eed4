import type { Inspection } from '@salvia/database';

export type Raw = Inspection['raw'];

/** A row, or why it cannot be read. */
export type Found<Row> =
  | { readonly id: number; readonly row: Row }
  | { readonly id: number; readonly unreadable: string };

/**
 * Whether an error is the file's fault. With a damaged schema SQLite may say anything of statements that are right; what
 * remains are faults of the machine.
 */
export function isDamage(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^SQLITE_(?!BUSY|LOCKED|NOMEM|FULL|PERM|AUTH|INTERRUPT|MISUSE)/.test(code);
}

/** What a query gives, or why it cannot be answered. */
export function tryRead<T>(read: () => T): { readonly value: T } | { readonly unreadable: string } {
  try {
    return { value: read() };
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { unreadable: (error as Error).message };
  }
}

/**
 * All rows of a table that can be read, in order of their ids. Where a page is damaged, row after row is tried until one
 * is there again; those in between come as unreadable.
 */
export function* rowsById<Row extends { readonly id: number }>(raw: Raw, table: string): IterableIterator<Found<Row>> {
  const following = raw.prepare<[number], Row>(`select * from ${table} where id > ? order by id`);
  const one = raw.prepare<[number], Row>(`select * from ${table} where id = ?`);
  let bound: number | undefined;
  for (let last = 0; ; ) {
    let row = yield* untilDamage(() => following.iterate(last));
    if (row === null) return;
    last = Math.max(last, row);
    bound ??= greatestId(raw);
    row = yield* acrossDamage((id) => one.get(id), last + 1, bound);
    if (row === null) return;
    last = row;
  }
}

/** @returns the id after which reading failed (0: at the first row), `null` at the end */
function* untilDamage<Row extends { readonly id: number }>(
  open: () => IterableIterator<Row>,
): Generator<Found<Row>, number | null> {
  let last = 0;
  const opened = tryRead(open);
  if ('unreadable' in opened) return last;
  const rows = opened.value;
  try {
    for (;;) {
      const next = tryRead(() => rows.next());
      if ('unreadable' in next) return last;
      if (next.value.done) return null;
      const row = next.value.value as Row;
      last = row.id;
      yield { id: last, row };
    }
  } finally {
    rows.return?.();
  }
}

/** @returns the id of the first row that can be read again, `null` if there is none */
function* acrossDamage<Row>(
  get: (id: number) => Row | undefined,
  from: number,
  bound: number,
): Generator<Found<Row>, number | null> {
  for (let id = from; id <= bound; id += 1) {
    const found = tryRead(() => get(id));
    if ('unreadable' in found) yield { id, unreadable: found.unreadable };
    else if (found.value !== undefined) {
      yield { id, row: found.value };
      return id;
    }
  }
  return null;
}

/** Rows of blocks that fit a page of the smallest size that SQLite uses by default: each has some hundred bytes. */
const ROWS_OF_PAGE = 8;

/** An id that no header and no block exceeds, by whatever can still be asked. */
export function greatestId(raw: Raw): number {
  const queries = [
    'select id from blocks order by id desc limit 1',
    'select id from headers order by id desc limit 1',
    'select max(header_id) as id from tips',
  ];
  const answers = queries.map((query) => tryRead(() => raw.prepare<[], { id: number | null }>(query).get()));
  const [blocks, headers] = answers as [(typeof answers)[0], (typeof answers)[0]];
  const ids = answers.flatMap((answer) => ('value' in answer ? (answer.value?.id ?? 0) : []));
  // Either of the two tables knows: a block and its header are written together.
  if ('value' in blocks || 'value' in headers) return Math.max(...ids);
  return Number(raw.pragma('page_count', { simple: true })) * ROWS_OF_PAGE;
}
