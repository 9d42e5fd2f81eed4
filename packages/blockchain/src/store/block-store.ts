import { FullBlock, Header } from '@salvia/protocol';
import { CoinChanges, NO_CHANGES } from './coin-changes.ts';
import { decoding } from './decoding.ts';
import type { Sql } from './sql.ts';
import { ANY_BYTES, ANY_ID } from './values.ts';

/** Full blocks by the id of their header; every accepted block is here, orphans included (consensus 10.1). */
export interface BlockStore {
  add(id: number, block: FullBlock, changes: CoinChanges): void;
  /** Puts another form of the same block in its place; nothing else changes, tips and LCA least of all (Q16). */
  replace(id: number, block: FullBlock): void;
  block(id: number): FullBlock | undefined;
  header(id: number): Header | undefined;
  /** The header and what the generator did: all that the coins need. */
  changes(id: number): { readonly header: Header; readonly changes: CoinChanges } | undefined;
}

export function createBlockStore(sql: Sql): BlockStore {
  const { db } = sql;
  const pattern = { id: ANY_ID, header: ANY_BYTES, block: ANY_BYTES, coin_changes: ANY_BYTES };
  const insert = sql.preparedRun(db.insertInto('blocks').values(pattern));
  const blockOf = sql.prepared(db.selectFrom('blocks').select('block').where('id', '=', ANY_ID));
  const headerOf = sql.prepared(db.selectFrom('blocks').select('header').where('id', '=', ANY_ID));
  const changesOf = sql.prepared(db.selectFrom('blocks').select(['header', 'coin_changes']).where('id', '=', ANY_ID));
  const decodeBlock = decoding(FullBlock, sql);
  const decodeHeader = decoding(Header, sql);
  const decodeChanges = decoding(CoinChanges, sql);
  return {
    add: (id, block, changes) => {
      insert(id, Header.encode(block.header), FullBlock.encode(block), encodeChanges(changes));
    },
    replace: (id, block) => {
      sql.run(
        db
          .updateTable('blocks')
          .set({ block: FullBlock.encode(block) })
          .where('id', '=', id),
      );
    },
    block: (id) => {
      const row = blockOf(id);
      return row && decodeBlock(row.block, `the block ${id}`);
    },
    header: (id) => {
      const row = headerOf(id);
      return row && decodeHeader(row.header, `the header of the block ${id}`);
    },
    changes: (id) => {
      const row = changesOf(id);
      if (row === undefined) return undefined;
      const header = decodeHeader(row.header, `the header of the block ${id}`);
      const { coin_changes } = row;
      const none = coin_changes === null;
      return { header, changes: none ? NO_CHANGES : decodeChanges(coin_changes, `the changes of the block ${id}`) };
    },
  };
}

function encodeChanges(changes: CoinChanges): Uint8Array | null {
  const none = changes.additions.length === 0 && changes.removals.length === 0;
  return none ? null : CoinChanges.encode(changes);
}
