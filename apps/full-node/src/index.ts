export { configSchema, type FullNodeConfig } from './config.ts';
export { fullNode } from './full-node.ts';
