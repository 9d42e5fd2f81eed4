export { type AssembledWallet, assembleWallet, type WalletParts, type WalletSettings } from './assemble.ts';
export { type WalletConfig, walletConfig } from './config.ts';
export { walletNode } from './wallet-node.ts';
