/**
 * The tables of one key's wallet (wallet 3.2, NEW). Hashes are blobs; integers of 64 and 128 bits that need not be added
 * up are big-endian blobs, which keep every value.
 */
export interface WalletSchema {
  blocks: BlockTable;
  puzzle_hashes: PuzzleHashTable;
  coins: CoinTable;
  transactions: TransactionTable;
  transaction_coins: TransactionCoinTable;
  acknowledgements: AcknowledgementTable;
  wallets: WalletTable;
  key_values: KeyValueTable;
}

/** Every header that was received, orphans included. */
export interface BlockTable {
  header_hash: Uint8Array;
  prev_header_hash: Uint8Array;
  height: number;
  /** uint128 */
  weight: Uint8Array;
  /** uint64 */
  total_iters: Uint8Array;
  /** uint64 */
  min_iters: Uint8Array;
  challenge_hash: Uint8Array;
  /** uint64, Unix seconds */
  timestamp: Uint8Array;
  scanned: number;
  /** 1 on the head's chain. */
  in_path: number;
  /** Serialized CoinChanges, what of the block may concern us; `null` if nothing does. */
  coin_changes: Uint8Array | null;
}

export interface PuzzleHashTable {
  wallet_id: number;
  derivation_index: number;
  puzzle_hash: Uint8Array;
  public_key: Uint8Array;
  used: number;
}

/** Our coins as of the head. */
export interface CoinTable {
  name: Uint8Array;
  wallet_id: number;
  parent: Uint8Array;
  puzzle_hash: Uint8Array;
  /** The amount's upper and lower 32 bits: SQLite adds up columns of these exactly, whatever the amounts. */
  amount_high: number;
  amount_low: number;
  confirmed_height: number;
  /** `null` while unspent */
  spent_height: number | null;
  coinbase: number;
  /** Unix seconds */
  timestamp: number;
}

export interface TransactionTable {
  id: Uint8Array;
  wallet_id: number;
  direction: 'incoming' | 'outgoing';
  state: 'pending' | 'confirmed' | 'failed' | 'cancelled';
  created_at: number;
  /** uint128 */
  amount: Uint8Array;
  /** uint64 */
  fee: Uint8Array;
  /** Where it was confirmed, or its coins were spent by another one; `null` as long as no block settled it. */
  height: number | null;
  reason: string | null;
  /** Serialized SpendBundle; `null` for incoming ones. */
  bundle: Uint8Array | null;
}

/** The coins that a transaction spends and makes, in its order. */
export interface TransactionCoinTable {
  transaction_id: Uint8Array;
  position: number;
  role: 'input' | 'payment' | 'change';
  name: Uint8Array;
  /** `null` for inputs, as the next two: these are coins of ours. */
  parent: Uint8Array | null;
  puzzle_hash: Uint8Array | null;
  /** uint64 */
  amount: Uint8Array | null;
  /** Hexadecimal texts in a JSON array; `null` without memos. */
  memos: string | null;
}

export interface AcknowledgementTable {
  transaction_id: Uint8Array;
  peer: string;
  /** `null` as long as the peer has not answered. */
  status: number | null;
  error: string | null;
}

export interface WalletTable {
  id: number;
  name: string;
  type: number;
  data: string;
}

export interface KeyValueTable {
  key: string;
  value: string;
}
