export * from './chain/index.ts';
export * from './consensus/index.ts';
export { CoinChanges, type UnfinishedBlock } from './store/index.ts';
export * from './verify/index.ts';
