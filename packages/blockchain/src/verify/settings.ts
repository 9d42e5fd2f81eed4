import { hexToBytes } from '@noble/hashes/utils.js';
import { FullBlock, headerHash, type NetworkFile } from '@salvia/protocol';

/** What checks depend on besides their arguments: members that a network file has. */
export type VerifierNetwork = Pick<NetworkFile, 'vdfScheme' | 'coinRules' | 'genesis'> & {
  readonly constants: { readonly CLVM_COST_RATIO_CONSTANT: number };
};

/** The same as plain data, worked out once and given to each worker when it starts. */
export interface CheckSettings {
  readonly vdfScheme: NetworkFile['vdfScheme'];
  readonly coinRules: NetworkFile['coinRules'];
  /** 32 bytes: the hash of the genesis header. */
  readonly genesisHash: Uint8Array;
  readonly costRatio: number;
}

export function settingsOf({ vdfScheme, coinRules, genesis, constants }: VerifierNetwork): CheckSettings {
  const genesisHash = headerHash(FullBlock.decode(hexToBytes(genesis)).header);
  return { vdfScheme, coinRules, genesisHash, costRatio: constants.CLVM_COST_RATIO_CONSTANT };
}
