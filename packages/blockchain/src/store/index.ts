export type { BlockStore } from './block-store.ts';
export { CoinChanges } from './coin-changes.ts';
export type { BlockCoins, CoinStore } from './coin-store.ts';
export type { Heads } from './head-store.ts';
export type { HeaderStore, HeaderSummary } from './header-store.ts';
export { PACKED, PACKED_SIZE, type PackedHeaders, packHeader, unpackHeaders, viewOf } from './packed-headers.ts';
export { type ChainStores, type SqliteStoresOptions, sqliteStores } from './stores.ts';
export type { UnfinishedBlock } from './unfinished-store.ts';
