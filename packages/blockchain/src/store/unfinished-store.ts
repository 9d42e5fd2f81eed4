import { FullBlock } from '@salvia/protocol';
import type { Selectable } from 'kysely';
import { decoding } from './decoding.ts';
import type { UnfinishedTable } from './schema.ts';
import type { Sql } from './sql.ts';
import { fromFixed, plain, uint64 } from './values.ts';

/** A block that waits for its proof of time (consensus 10.3). */
export interface UnfinishedBlock {
  /** The challenge that its proof of time must answer. */
  readonly challengeHash: Uint8Array;
  readonly iterations: bigint;
  readonly block: FullBlock;
}

/** One unfinished block per challenge and number of iterations: the first one (Q25). */
export interface UnfinishedStore {
  /** @returns whether it was stored; `false` if there is one for that challenge and number of iterations */
  put(unfinished: UnfinishedBlock): boolean;
  get(challengeHash: Uint8Array, iterations: bigint): FullBlock | undefined;
  /** By height, then by iterations, both ascending. */
  list(): UnfinishedBlock[];
  /** Drops those of lower height. @returns how many */
  pruneBelow(height: number): number;
}

export function createUnfinishedStore(sql: Sql): UnfinishedStore {
  const { db } = sql;
  const decode = decoding(FullBlock, sql);
  const decoded = (block: Uint8Array): FullBlock => decode(block, 'an unfinished block');
  const fromRow = (row: Selectable<UnfinishedTable>): UnfinishedBlock => ({
    challengeHash: plain(row.challenge_hash),
    iterations: fromFixed(row.iterations),
    block: decoded(row.block),
  });
  return {
    put: ({ challengeHash, iterations, block }) => {
      const row: UnfinishedTable = {
        challenge_hash: challengeHash,
        iterations: uint64(iterations),
        height: block.header.data.height,
        block: FullBlock.encode(block),
      };
      const query = db.insertInto('unfinished_blocks').values(row);
      return sql.run(query.onConflict((conflict) => conflict.doNothing())) === 1;
    },
    get: (challengeHash, iterations) => {
      const query = db.selectFrom('unfinished_blocks').select('block').where('challenge_hash', '=', challengeHash);
      const row = sql.first(query.where('iterations', '=', uint64(iterations)));
      return row && decoded(row.block);
    },
    list: () => {
      const query = db.selectFrom('unfinished_blocks').selectAll().orderBy('height').orderBy('iterations');
      return sql.all(query.orderBy('challenge_hash')).map(fromRow);
    },
    pruneBelow: (height) => sql.run(db.deleteFrom('unfinished_blocks').where('height', '<', height)),
  };
}
