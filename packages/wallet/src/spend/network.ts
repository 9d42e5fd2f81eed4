import type { CoinRules } from '@salvia/clvm';
import { type Constants, genesisBlock, headerHash, type NetworkFile } from '@salvia/protocol';

/** What spends depend on of a network. */
export interface SpendNetwork {
  readonly coinRules: CoinRules;
  readonly constants: Pick<Constants, 'MAX_BLOCK_COST_CLVM' | 'CLVM_COST_RATIO_CONSTANT' | 'MAX_COIN_AMOUNT'>;
  /** Hash of the genesis header, 32 bytes: signatures are bound to it under today's rules (coins.md, Conditions). */
  readonly genesisHash: Uint8Array;
}

/** Reads the genesis block: keep the result. */
export function spendNetworkOf(network: NetworkFile): SpendNetwork {
  const { coinRules, constants } = network;
  return { coinRules, constants, genesisHash: headerHash(genesisBlock(network).header) };
}
