export * from './chain/index.ts';
export * from './consensus/index.ts';
export * from './mempool/index.ts';
export * from './repair/index.ts';
export {
  type BlockCoins,
  type ChainStores,
  CoinChanges,
  memoryStores,
  type SqliteStoresOptions,
  type SyncStore,
  type SyncTarget,
  sqliteStores,
  type UnfinishedBlock,
} from './store/index.ts';
export * from './verify/index.ts';
