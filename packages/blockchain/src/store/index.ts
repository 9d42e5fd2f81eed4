export type { BlockStore } from './block-store.ts';
export { CoinChanges, NO_CHANGES } from './coin-changes.ts';
export type { BlockCoins, CoinStore } from './coin-store.ts';
export type { HeadStore, Heads } from './head-store.ts';
export type { HeaderStore, ProofHashes, StoredHeader } from './header-store.ts';
export { type ChainStores, openStores, type StoresOptions } from './stores.ts';
export type { UnfinishedBlock, UnfinishedStore } from './unfinished-store.ts';
