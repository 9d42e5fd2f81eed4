export * from './chain/index.ts';
export { type AddressProblem, WalletError, type WalletErrorCode, type WalletErrorContext } from './errors.ts';
export { createKeyRing, type KeyRing, type SpendKey, type WalletKey } from './keys.ts';
export * from './proofs/index.ts';
export { puzzleHashOfAddress } from './spend/address.ts';
export { type BuiltSpend, buildSpend, type SpendRequest } from './spend/build-spend.ts';
export { mostCost } from './spend/cost.ts';
export { mostCoins } from './spend/limits.ts';
export { type SpendNetwork, spendNetworkOf } from './spend/network.ts';
export { checkPayments, DUST_LIMIT, type PaymentRules } from './spend/payments.ts';
export { type SelectableCoin, type SelectOptions, selectCoins } from './spend/select-coins.ts';
export { type StandardSpend, signStandardSpend, standardSolution } from './spend/standard-spend.ts';
export type {
  Acknowledgement,
  AddressRecord,
  Balance,
  CoinPage,
  CoinsQuery,
  CoinView,
  HeaderRecord,
  HistoryPage,
  HistoryQuery,
  Interests,
  Payment,
  PendingBundle,
  Receipt,
  SendRequest,
  TransactionOutput,
  TransactionRecord,
  TransactionState,
  WalletBlock,
  WalletInfo,
} from './state/api.ts';
export type { WalletLog } from './state/core.ts';
export type { WalletEvent } from './state/events.ts';
export { openWallet } from './state/open.ts';
export type { OpenWalletOptions, RescanOptions, Wallet, WalletKeys } from './state/wallet-api.ts';
export { removeWalletFiles, walletPath } from './wallet-file.ts';
