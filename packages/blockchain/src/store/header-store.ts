import { headerPages } from './header-pages.ts';
import type { PackedHeaders } from './packed-headers.ts';
import type { HeaderTable } from './schema.ts';
import type { Sql } from './sql.ts';
import { ANY_BYTES, ANY_ID, plain, uint64, uint128 } from './values.ts';

/** What is kept of every accepted header (consensus 10.1), orphans included. */
export interface StoredHeader {
  /** Counts accepted headers from 1, in order of acceptance. */
  readonly id: number;
  readonly headerHash: Uint8Array;
  /** `null` for genesis only. */
  readonly parentId: number | null;
  readonly height: number;
  /** Unix seconds */
  readonly timestamp: bigint;
  readonly weight: bigint;
  readonly totalIters: bigint;
  /** The minimum iterations in force for this block (consensus 6.2). */
  readonly minIters: bigint;
  /** The challenge that the block answers. */
  readonly challengeHash: Uint8Array;
  /** H(H(ProofOfSpace) ‖ H(output)) (consensus 3.4). */
  readonly proofsHash: Uint8Array;
}

/** The two hashes of a header that only its child and its challenge need. */
export type ProofHashes = Pick<StoredHeader, 'challengeHash' | 'proofsHash'>;

/** The rest, which is kept in memory. */
export type HeaderSummary = Omit<StoredHeader, keyof ProofHashes>;

export interface HeaderStore {
  /** Must be called with ids in ascending order, within a transaction that adds the block too. */
  add(header: StoredHeader): void;
  proofHashes(id: number): ProofHashes | undefined;
  /** Headers of that height, orphans included, in order of acceptance. */
  idsAtHeight(height: number): number[];
  /** Headers that answer that challenge, in order of acceptance. */
  idsAnswering(challengeHash: Uint8Array): number[];
  count(): number;
  /** All headers in order of acceptance, some at a time; the store must not be written to meanwhile. */
  pages(): IterableIterator<PackedHeaders>;
}

export function createHeaderStore(sql: Sql): HeaderStore {
  const { db } = sql;
  const hashesOf = sql.prepared(
    db.selectFrom('headers').select(['challenge_hash', 'proofs_hash']).where('id', '=', ANY_ID),
  );
  const insert = sql.preparedRun(db.insertInto('headers').values(toRow(ANY_HEADER)));
  return {
    add: (header) => {
      insert(...Object.values(toRow(header)));
    },
    proofHashes: (id) => {
      const row = hashesOf(id);
      return row && { challengeHash: plain(row.challenge_hash), proofsHash: plain(row.proofs_hash) };
    },
    idsAtHeight: (height) =>
      sql.all(db.selectFrom('headers').select('id').where('height', '=', height).orderBy('id')).map(({ id }) => id),
    idsAnswering: (challengeHash) => {
      const query = db.selectFrom('headers').select('id').where('challenge_hash', '=', challengeHash).orderBy('id');
      return sql.all(query).map(({ id }) => id);
    },
    count: () => sql.first(db.selectFrom('headers').select(({ fn }) => fn.countAll<number>().as('rows')))?.rows ?? 0,
    pages: () => headerPages(sql),
  };
}

/** A pattern: its values do not matter, the order of its columns is that of every row. */
const ANY_HEADER: StoredHeader = {
  id: ANY_ID,
  headerHash: ANY_BYTES,
  parentId: ANY_ID,
  height: 0,
  timestamp: 0n,
  weight: 0n,
  totalIters: 0n,
  minIters: 0n,
  challengeHash: ANY_BYTES,
  proofsHash: ANY_BYTES,
};

function toRow(header: StoredHeader): HeaderTable {
  return {
    id: header.id,
    header_hash: header.headerHash,
    parent_id: header.parentId,
    height: header.height,
    timestamp: uint64(header.timestamp),
    weight: uint128(header.weight),
    total_iters: uint64(header.totalIters),
    min_iters: uint64(header.minIters),
    challenge_hash: header.challengeHash,
    proofs_hash: header.proofsHash,
  };
}
