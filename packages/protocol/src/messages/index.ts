export * as farmer from './farmer.ts';
export * as fullNode from './full-node.ts';
export * as harvester from './harvester.ts';
export * as introducer from './introducer.ts';
export * as shared from './shared.ts';
export * as simulator from './simulator.ts';
export * as timelord from './timelord.ts';
export * as wallet from './wallet.ts';
