import type { Coin, NetworkFile } from '@salvia/protocol';
import type { KeyRing } from '../keys.ts';
import type {
  AddressRecord,
  Balance,
  CoinPage,
  CoinsQuery,
  HeaderRecord,
  HistoryPage,
  HistoryQuery,
  Interests,
  PendingBundle,
  Receipt,
  SendRequest,
  TransactionRecord,
  WalletBlock,
  WalletInfo,
} from './api.ts';
import type { WalletLog } from './core.ts';
import type { WalletEvent } from './events.ts';

/** What the wallet needs of a {@link KeyRing}. */
export type WalletKeys = Pick<KeyRing, 'key' | 'spendKey'>;

export interface OpenWalletOptions {
  /** A file, created for its owner alone if missing, or `:memory:`. */
  readonly path: string;
  readonly network: NetworkFile;
  readonly keys: WalletKeys;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log?: WalletLog;
  /** Of a new wallet: blocks below need not be searched for coins. 0 by default. */
  readonly startingHeight?: number;
}

export interface RescanOptions {
  /** Search for at least as many addresses, from index 0: for payments beyond the window (wallet 4.2). */
  readonly addresses?: number;
}

/**
 * The state of one key's wallet, in one file (wallet 4). What changes it runs one after the other, each in one database
 * transaction; reading never waits and sees the last commit.
 */
export interface Wallet {
  readonly network: NetworkFile;
  /** Of the block that the wallet follows to; genesis at first. */
  head(): HeaderRecord;
  /** Any header that was received, orphans included. */
  block(headerHash: Uint8Array): HeaderRecord | undefined;
  /** Header hash of the head's chain. */
  hashAtHeight(height: number): Uint8Array | undefined;
  /** Record of the head's chain. */
  headerAtHeight(height: number): HeaderRecord | undefined;
  /** Blocks below it need not be searched: given when the wallet was made, lowered by {@link rescan}. */
  startingHeight(): number;
  /**
   * Takes blocks in their order; the head moves to one of strictly greater weight (wallet 4.3).
   * @returns what became of each
   */
  receive(blocks: readonly WalletBlock[]): Promise<readonly Receipt[]>;
  /**
   * What to look for in a child of a known block (wallet 4.10). To be asked when the child is there: a transaction that
   * is made while one waits for it may be in it.
   * @param additions of that child, if known already: those of our puzzle hashes may be spent in it
   * @throws WalletError UNKNOWN_BLOCK
   */
  interests(parentHash: Uint8Array, additions?: readonly Coin[]): Interests;
  ownsPuzzleHash(puzzleHash: Uint8Array): boolean;
  /** An address that was not given out before (wallet 4.2.5). */
  newAddress(): Promise<AddressRecord>;
  /** @throws WalletError ADDRESS_NOT_WATCHED beyond the window: payments there would not be seen */
  address(index: number): AddressRecord;
  balance(): Balance;
  coins(query?: CoinsQuery): CoinPage;
  history(query?: HistoryQuery): HistoryPage;
  transaction(id: Uint8Array): TransactionRecord | undefined;
  wallets(): readonly WalletInfo[];
  /** How many transactions are pending. */
  pendingCount(): number;
  /** Chooses coins, makes and signs a bundle and stores it, in one step that nothing comes between (wallet 6). */
  send(request: SendRequest): Promise<TransactionRecord>;
  /** Transactions to send to full nodes, the oldest first. */
  pendingBundles(): readonly PendingBundle[];
  /**
   * A pending transaction is being sent to some of these full nodes. They are all from whom an answer may still come, and it
   * does not fail before every one of them refused it for good.
   */
  submitted(id: Uint8Array, peers: readonly string[]): Promise<void>;
  /**
   * A full node answered (wallet 4.8). Nothing happens if the transaction is not known or not pending.
   * @param peer who, by a name that stays the same; each counts once
   */
  acknowledged(id: Uint8Array, peer: string, status: number, error: string | null): Promise<void>;
  /**
   * Gives up a pending transaction, whose coins are free again; a block may have it all the same.
   * @throws WalletError UNKNOWN_TRANSACTION, NOT_PENDING
   */
  cancel(id: Uint8Array): Promise<TransactionRecord>;
  /** Forgets what full nodes said of pending transactions and announces these anew; returns them. */
  resubmit(): Promise<readonly PendingBundle[]>;
  /**
   * Goes back to the block below a height and forgets all above, to be received once more. Transactions confirmed there
   * are pending until their blocks come again.
   * @returns the new head
   */
  rescan(fromHeight: number, options?: RescanOptions): Promise<HeaderRecord>;
  /** @returns takes the listener off again */
  on(listener: (event: WalletEvent) => void): () => void;
  /** Waits for what is running, and lets go of the file. */
  close(): Promise<void>;
}
