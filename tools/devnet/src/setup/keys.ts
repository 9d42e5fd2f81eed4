import { bls } from '@salvia/bls';
import {
  encodeAddress,
  encodeMemo,
  farmerKey,
  localKey,
  masterKeyOf,
  plotId,
  plotPublicKey,
  poolKey,
  standardPuzzleHash,
  walletKey,
} from '@salvia/keychain';

/** The keys of a devnet, from its mnemonic. Secret keys 32 bytes, public keys 48. */
export interface Keys {
  readonly farmerSecretKey: Uint8Array;
  readonly farmerPublicKey: Uint8Array;
  readonly poolSecretKey: Uint8Array;
  readonly poolPublicKey: Uint8Array;
  /** Of wallet key 0, which gets all rewards. */
  readonly rewardPuzzleHash: Uint8Array;
  readonly rewardAddress: string;
}

export function keysOf(mnemonic: string, addressPrefix: string): Keys {
  const master = masterKeyOf(mnemonic);
  const farmerSecretKey = farmerKey(master);
  const poolSecretKey = poolKey(master);
  const rewardPuzzleHash = standardPuzzleHash(bls().publicKey(walletKey(master, 0)), 'mainnet');
  return {
    farmerSecretKey,
    farmerPublicKey: bls().publicKey(farmerSecretKey),
    poolSecretKey,
    poolPublicKey: bls().publicKey(poolSecretKey),
    rewardPuzzleHash,
    rewardAddress: encodeAddress(rewardPuzzleHash, addressPrefix, 'mainnet'),
  };
}

/** Id and memo of the plot that a local master key makes under a farmer's and a pool's key. */
export function plotKeys(keys: Keys, localMasterKey: Uint8Array): { plotId: Uint8Array; memo: Uint8Array } {
  const { farmerPublicKey, poolPublicKey } = keys;
  const publicKey = plotPublicKey(bls().publicKey(localKey(localMasterKey)), farmerPublicKey);
  return {
    plotId: plotId(poolPublicKey, publicKey),
    memo: encodeMemo({ poolPublicKey, farmerPublicKey, localMasterKey }),
  };
}
