import { FullBlock, headerHash } from '@salvia/protocol';
import type { PackedList } from '@salvia/streamable';
import { sql as raw } from 'kysely';
import { decoding } from './decoding.ts';
import type { Sql } from './sql.ts';
import { HASH, type HashPages, PagedHashes } from './sync-hashes.ts';
import { ANY_BYTES, ANY_ID, fromFixed, plain, uint128 } from './values.ts';

/** What a sync is about: the tip that some peers claimed. */
export interface SyncTarget {
  /** 32 bytes */
  readonly headerHash: Uint8Array;
  readonly height: number;
  readonly weight: bigint;
}

/**
 * What a sync under way has so far, so that a node that is stopped goes on where it was (sync steps 2 to 6): its target,
 * the header hashes up to it, and blocks that arrived before their turn. A block leaves it when the chain adds it, in the
 * same transaction. Nothing here was validated by the chain.
 */
export interface SyncStore {
  /** `null` while no sync is under way. */
  target(): SyncTarget | null;
  /** Begins a sync; whatever is left of another goes. */
  begin(target: SyncTarget): void;
  /**
   * Puts hashes of 32 bytes at a height and the following ones; any that were there from that height on go. The first may
   * have any height, later ones must overlap or follow those that are there.
   * @throws RangeError if they would leave a gap
   */
  addHashes(fromHeight: number, hashes: PackedList<Uint8Array>): void;
  /** `undefined` for a height that has none. */
  hash(height: number): Uint8Array | undefined;
  /** One above the height of the last hash, so that it is their number if the first is that of genesis; 0 without hashes. */
  readonly hashCount: number;
  /** Puts blocks by their header hashes, all or none; other copies that are there are replaced. */
  putBlocks(blocks: readonly FullBlock[]): void;
  block(headerHash: Uint8Array): FullBlock | undefined;
  hasBlock(headerHash: Uint8Array): boolean;
  /** Nothing happens if it is not there. */
  dropBlock(headerHash: Uint8Array): void;
  readonly blockCount: number;
  /** Ends the sync: nothing is kept. */
  clear(): void;
}

export function createSyncStore(sql: Sql): SyncStore {
  const { db } = sql;
  const decode = decoding(FullBlock, sql);
  const hashes = new PagedHashes(createPages(sql));
  const pattern = { header_hash: ANY_BYTES, height: 0, block: ANY_BYTES };
  const putBlock = sql.preparedRun(db.replaceInto('sync_blocks').values(pattern));
  const blocks = db.selectFrom('sync_blocks');
  const blockOf = sql.prepared(blocks.select('block').where('header_hash', '=', ANY_BYTES));
  const heightOf = sql.prepared(blocks.select('height').where('header_hash', '=', ANY_BYTES));
  const dropBlock = sql.preparedRun(db.deleteFrom('sync_blocks').where('header_hash', '=', ANY_BYTES));
  const clear = (): void => {
    sql.run(db.deleteFrom('sync_target'));
    sql.run(db.deleteFrom('sync_blocks'));
    hashes.clear();
  };
  return {
    target: () => {
      const row = sql.first(db.selectFrom('sync_target').selectAll());
      if (row === undefined) return null;
      if (row.header_hash.length !== 32 || row.weight.length !== 16) sql.corrupt('the target of the sync is none');
      return { headerHash: plain(row.header_hash), height: row.height, weight: fromFixed(row.weight) };
    },
    begin: (target) => {
      const row = { only: 1, header_hash: target.headerHash, height: target.height, weight: uint128(target.weight) };
      sql.transaction(() => {
        clear();
        sql.run(db.insertInto('sync_target').values(row));
      });
    },
    addHashes: (fromHeight, added) => sql.transaction(() => hashes.add(fromHeight, added)),
    hash: (height) => hashes.at(height),
    get hashCount() {
      return hashes.end;
    },
    putBlocks: (added) =>
      sql.transaction(() => {
        for (const block of added)
          putBlock(headerHash(block.header), block.header.data.height, FullBlock.encode(block));
      }),
    block: (hash) => {
      const row = blockOf(hash);
      return row && decode(row.block, 'a block of a sync');
    },
    hasBlock: (hash) => heightOf(hash) !== undefined,
    dropBlock: (hash) => {
      dropBlock(hash);
    },
    get blockCount() {
      return sql.first(blocks.select(({ fn }) => fn.countAll<number>().as('rows')))?.rows ?? 0;
    },
    clear: () => sql.transaction(clear),
  };
}

/** The pages in their table. */
function createPages(sql: Sql): HashPages {
  const { db } = sql;
  const pages = db.selectFrom('sync_hashes');
  const pageOf = sql.prepared(pages.select(['first', 'hashes']).where('page', '=', ANY_ID));
  // Asked for all the time: the other hashes of the page stay in the database.
  const part = raw<Uint8Array>`substr(hashes, (${0} - first) * ${raw.lit(HASH)} + 1, ${raw.lit(HASH)})`.as('hash');
  const hashOf = sql.prepared(pages.select(part).where('page', '=', ANY_ID).where('first', '<=', 0));
  const lastPage = sql.prepared(pages.select('page').orderBy('page', 'desc').limit(raw.lit(1)));
  const replace = sql.preparedRun(db.replaceInto('sync_hashes').values({ page: 0, first: 0, hashes: ANY_BYTES }));
  const deleteFrom = sql.preparedRun(db.deleteFrom('sync_hashes').where('page', '>=', ANY_ID));
  return {
    get: (page) => {
      const row = pageOf(page);
      return row && { first: row.first, hashes: plain(row.hashes) };
    },
    hash: (page, height) => {
      const row = hashOf(height, page, height);
      return row?.hash.length === HASH ? plain(row.hash) : undefined;
    },
    last: () => lastPage()?.page,
    set: (page, { first, hashes }) => {
      replace(page, first, hashes);
    },
    deleteFrom: (page) => {
      deleteFrom(page);
    },
  };
}
