export { formatAmount } from './amount.ts';
export { createWalletClient, type WalletClient } from './client.ts';
export { WalletClientError } from './client-error.ts';
export {
  type RequestOf,
  type ResponseOf,
  type WalletMethod,
  type WalletRoute,
  type WalletRoutes,
  walletRoutes,
} from './routes.ts';
export { httpTransport, type WalletTransport } from './transport.ts';
export {
  type AddressView,
  type BalanceView,
  type CoinView,
  DIRECTIONS,
  type HeadView,
  SYNC_STATES,
  type SyncView,
  TRANSACTION_STATES,
  type TransactionView,
} from './views.ts';
export { wireObjectOf } from './wire.ts';
