/**
 * The tables of one chain database (consensus 10). Hashes are blobs; integers that do not fit an SQLite integer
 * (unsigned 64 and 128 bits) are big-endian blobs of fixed length, which keep every value and sort like the number (Q17).
 *
 * A header's `id` counts accepted headers from 1, in order of acceptance. It is the key between tables, so that an
 * index over hashes exists once.
 */
export interface ChainSchema {
  headers: HeaderTable;
  blocks: BlockTable;
  tips: TipTable;
  lca: LcaTable;
  coin_records: CoinTable;
  unfinished_blocks: UnfinishedTable;
  sync_target: SyncTargetTable;
  sync_hashes: SyncHashTable;
  sync_blocks: SyncBlockTable;
}

export interface HeaderTable {
  id: number;
  header_hash: Uint8Array;
  /** `null` for genesis only. */
  parent_id: number | null;
  height: number;
  /** uint64, Unix seconds */
  timestamp: Uint8Array;
  /** uint128 */
  weight: Uint8Array;
  /** uint64 */
  total_iters: Uint8Array;
  /** uint64, in force for this block (consensus 6.2) */
  min_iters: Uint8Array;
  /** The challenge that the block answers. */
  challenge_hash: Uint8Array;
  /** Consensus 3.4 */
  proofs_hash: Uint8Array;
}

export interface BlockTable {
  id: number;
  /** Serialized Header, before the block in the row so that reading it touches one page. */
  header: Uint8Array;
  /** Serialized FullBlock. */
  block: Uint8Array;
  /** Serialized CoinChanges; `null` if the block has no generator. */
  coin_changes: Uint8Array | null;
}

export interface TipTable {
  /** Place in the list of tips, from 0 (Q15). */
  position: number;
  header_id: number;
}

export interface LcaTable {
  /** Always 1: the table has one row at most. */
  only: number;
  header_id: number;
}

/** Coins as of the LCA. */
export interface CoinTable {
  coin_name: Uint8Array;
  confirmed_index: number;
  /** 0 while unspent */
  spent_index: number;
  spent: number;
  coinbase: number;
  puzzle_hash: Uint8Array;
  coin_parent: Uint8Array;
  /** uint64 */
  amount: Uint8Array;
}

export interface UnfinishedTable {
  challenge_hash: Uint8Array;
  /** uint64 */
  iterations: Uint8Array;
  height: number;
  /** Serialized FullBlock without a proof of time. */
  block: Uint8Array;
}

/** The sync under way, if there is one. */
export interface SyncTargetTable {
  /** Always 1: the table has one row at most. */
  only: number;
  header_hash: Uint8Array;
  height: number;
  /** uint128 */
  weight: Uint8Array;
}

/** Header hashes of up to 1,024 consecutive heights. */
export interface SyncHashTable {
  /** ⌊height / 1024⌋ */
  page: number;
  /** Height of the first one: that of the page, but for the first page. */
  first: number;
  /** 32 bytes each */
  hashes: Uint8Array;
}

/** Blocks that were downloaded before their turn. */
export interface SyncBlockTable {
  header_hash: Uint8Array;
  height: number;
  /** Serialized FullBlock. */
  block: Uint8Array;
}
