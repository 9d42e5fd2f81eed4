import type { BlockRecord } from '@salvia/blockchain';
import type { Coin, SpendBundle } from '@salvia/protocol';

/** A header that the wallet keeps, validated before it gets here (wallet 4.4). It fits the ancestries of `blockchain`. */
export interface HeaderRecord extends BlockRecord {
  /** 32 bytes */
  readonly headerHash: Uint8Array;
  /** 32 bytes */
  readonly prevHeaderHash: Uint8Array;
  /** H(Challenge(this block)), 32 bytes: what a child of the block answers (consensus 3.4). */
  readonly challengeHash: Uint8Array;
  /** False below the starting height: the block was not searched for coins. */
  readonly scanned: boolean;
}

/** A block with what of it may concern the wallet, proved by the roots of its header (wallet 5.5). */
export interface WalletBlock {
  readonly header: HeaderRecord;
  /** Coins that it creates, of puzzle hashes in {@link Interests}; others do no harm. */
  readonly additions: readonly Coin[];
  /** Names of coins that it spends; unknown ones do no harm. */
  readonly removals: readonly Uint8Array[];
}

/** What became of a block (wallet 4.3). */
export type Receipt = 'ADDED_TO_HEAD' | 'ADDED_AS_ORPHAN' | 'ALREADY_HAVE_BLOCK' | 'DISCONNECTED_BLOCK';

/** What the filter of a block is matched against (wallet 4.10). The arrays stay the same as long as their contents do. */
export interface Interests {
  /** Ours, and those that unsettled transactions pay, which tells apart spends of the same coins. */
  readonly puzzleHashes: readonly Uint8Array[];
  /** Our coins that the block may spend. */
  readonly coinNames: readonly Uint8Array[];
}

/** In mojo (wallet 4.7). */
export interface Balance {
  /** All unspent coins, frozen ones included. */
  readonly confirmed: bigint;
  /** `confirmed` less amounts and fees of pending transactions; may be negative. */
  readonly unconfirmed: bigint;
  /** Coins that neither a pending transaction spends nor the freeze of rewards holds. */
  readonly spendable: bigint;
  /** What pending transactions pay to this wallet. */
  readonly pendingChange: bigint;
  /** Rewards younger than COINBASE_FREEZE_PERIOD. */
  readonly frozen: bigint;
}

/** A coin of this wallet. */
export interface CoinView {
  /** 32 bytes */
  readonly name: Uint8Array;
  readonly coin: Coin;
  readonly confirmedHeight: number;
  /** `null` while unspent */
  readonly spentHeight: number | null;
  /** Whether it is a reward of its block. */
  readonly coinbase: boolean;
  /** Of its block, Unix seconds. */
  readonly timestamp: number;
}

export interface CoinsQuery {
  /** Only those that a transaction could spend now; otherwise all unspent ones. */
  readonly spendableOnly?: boolean;
  /** `next` of the page before. */
  readonly after?: string;
  /** At most as many; 100 by default. */
  readonly limit?: number;
}

/** Oldest first, ties in order of names. */
export interface CoinPage {
  readonly coins: readonly CoinView[];
  /** `null` after the last page. */
  readonly next: string | null;
}

/** One whom a transaction pays. */
export interface Payment {
  /** 32 bytes */
  readonly puzzleHash: Uint8Array;
  /** Mojo, 1 to MAX_COIN_AMOUNT - 1. */
  readonly amount: bigint;
  readonly memos?: readonly Uint8Array[];
}

export interface SendRequest {
  readonly outputs: readonly Payment[];
  /** Mojo; 0 by default. */
  readonly fee?: bigint;
  /** Names of the coins to spend; chosen by default. */
  readonly coins?: readonly Uint8Array[];
  /** Name of the coin that makes the outputs; the first one by default. */
  readonly origin?: Uint8Array;
}

/**
 * What becomes of a transaction (wallet 4.8). It fails when another spend took one of its coins, or when all peers
 * that were asked refuse it for good. A failed or cancelled one that a block has all the same is confirmed.
 */
export type TransactionState = 'pending' | 'confirmed' | 'failed' | 'cancelled';

/** What a full node said of a transaction (wallet 5.3): 1 taken, 2 kept for later, 3 refused. */
export interface Acknowledgement {
  readonly peer: string;
  /** `null` as long as it has not answered. */
  readonly status: number | null;
  readonly error: string | null;
}

/** A coin that a transaction makes. */
export interface TransactionOutput {
  /** 32 bytes */
  readonly name: Uint8Array;
  readonly coin: Coin;
  /** Change goes back to this wallet unasked; the others are payments. */
  readonly change: boolean;
  readonly memos: readonly Uint8Array[];
}

export interface TransactionRecord {
  /** 32 bytes: the bundle's id; of incoming ones H("in" ‖ coin name ‖ BE4(wallet id)) (wallet 3.3, NEW). */
  readonly id: Uint8Array;
  readonly walletId: number;
  readonly direction: 'incoming' | 'outgoing';
  readonly state: TransactionState;
  /** Mojo: the sum of the payments, without change and fee. */
  readonly amount: bigint;
  readonly fee: bigint;
  /** Unix seconds: when it was made; of incoming ones the time of their block. */
  readonly createdAt: number;
  /** `null` unless confirmed */
  readonly confirmedHeight: number | null;
  /** Why it failed: `COIN_SPENT_ELSEWHERE`, or the error of the full nodes. `null` unless failed. */
  readonly reason: string | null;
  /** Names of the coins that it spends; empty for incoming ones. */
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly TransactionOutput[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** `null` for incoming ones */
  readonly bundle: SpendBundle | null;
}

export interface HistoryQuery {
  readonly state?: TransactionState;
  /** `next` of the page before. */
  readonly after?: string;
  /** At most as many; 100 by default. */
  readonly limit?: number;
}

/** The latest first. A page goes on where the last one ended, whatever came in meanwhile. */
export interface HistoryPage {
  readonly transactions: readonly TransactionRecord[];
  /** `null` after the last page. */
  readonly next: string | null;
}

/** A transaction to be sent to full nodes (wallet 5.7). */
export interface PendingBundle {
  /** 32 bytes */
  readonly id: Uint8Array;
  readonly bundle: SpendBundle;
  readonly acknowledgements: readonly Acknowledgement[];
}

export interface AddressRecord {
  readonly index: number;
  /** 32 bytes */
  readonly puzzleHash: Uint8Array;
  /** The puzzle hash as text, with the network's prefix. */
  readonly address: string;
}

/** One of the wallets of a key; number 1 is the standard wallet, of type 0. */
export interface WalletInfo {
  readonly id: number;
  readonly name: string;
  readonly type: number;
}
