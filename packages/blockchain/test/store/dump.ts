import { inspectDatabase } from '@salvia/database';

/**
 * What a chain's database holds as a function of the chain, as bytes: everything but the ids, which count arrivals, and
 * the rows of blocks that are neither on the chain to a tip nor below one. In their place stand header hashes.
 */
const QUERIES = {
  coins: 'select * from coin_records order by coin_name',
  headers: `
    select headers.header_hash, parent.header_hash as parent, headers.height, headers.timestamp, headers.weight,
      headers.total_iters, headers.min_iters, headers.challenge_hash, headers.proofs_hash
    from chain join headers using (id) left join headers as parent on parent.id = headers.parent_id
    order by headers.header_hash`,
  blocks: `
    select headers.header_hash, blocks.header, blocks.block, blocks.coin_changes
    from chain join headers using (id) join blocks using (id) order by headers.header_hash`,
  tips: `
    select tips.position, headers.header_hash from tips join headers on headers.id = tips.header_id order by position`,
  lca: 'select headers.header_hash from lca join headers on headers.id = lca.header_id',
} as const;

/** Ids of the tips and their ancestors. */
const CHAIN = `
  with recursive chain (id) as (
    select header_id from tips
    union
    select headers.parent_id from chain join headers using (id) where headers.parent_id is not null
  )`;

/** The dump of a closed database; equal dumps are equal bytes in every column. */
export function dumpOf(path: string): Readonly<Record<keyof typeof QUERIES, readonly string[]>> {
  const { raw, close } = inspectDatabase(path);
  const rows = (query: string): string[] =>
    (raw.prepare(`${CHAIN} ${query}`).raw().all() as unknown[][]).map((row) => row.map(text).join(' '));
  const dump = Object.entries(QUERIES).map(([name, query]) => [name, rows(query)]);
  close();
  return Object.fromEntries(dump) as Record<keyof typeof QUERIES, string[]>;
}

/** With the type, so that a number never equals its bytes. */
function text(value: unknown): string {
  return value instanceof Uint8Array ? `x'${Buffer.from(value).toString('hex')}'` : `${typeof value}:${String(value)}`;
}
