import type { CoinView, HeaderRecord, TransactionRecord } from './api.ts';

/** What happened to a wallet (wallet 4.9), told after it is in the file. */
export type WalletEvent =
  /** The head moved, forwards or to another branch. */
  | { readonly type: 'new_block'; readonly head: HeaderRecord }
  | { readonly type: 'coin_added'; readonly coin: CoinView }
  | { readonly type: 'coin_removed'; readonly coin: CoinView }
  /** To be sent to full nodes: new, pending again after a reorganisation, or asked for. */
  | { readonly type: 'pending_transaction'; readonly transaction: TransactionRecord }
  /** It was acknowledged, confirmed, cancelled, failed, or taken back by a reorganisation. */
  | { readonly type: 'tx_update'; readonly transaction: TransactionRecord };
