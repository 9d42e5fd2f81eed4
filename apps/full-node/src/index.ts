export { type AssembledFullNode, assembleFullNode, type FullNodeParts, type FullNodeSettings } from './assemble.ts';
export { configSchema, type FullNodeConfig } from './config.ts';
export { createState, type StateParts } from './create-state.ts';
export type { PeerBook } from './flow/peer-book.ts';
export { fullNode } from './full-node.ts';
export { createHandlers } from './handlers/index.ts';
export type { NodeState } from './state.ts';
