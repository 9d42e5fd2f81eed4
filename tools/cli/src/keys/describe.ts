import { bls, fingerprint } from '@salvia/bls';
import {
  encodeAddress,
  farmingKeysOfEntry,
  type KeyEntry,
  masterKeyOfEntry,
  standardPuzzleHash,
  walletKey,
} from '@salvia/keychain';
import type { AddressRules } from '../address-rules.ts';

/** The public side of an entry of a key file. */
export interface KeyDescription {
  /** of the master key; of the farmer key where there is no master key */
  readonly fingerprint: number;
  readonly masterPublicKey: Uint8Array | null;
  readonly farmerPublicKey: Uint8Array;
  readonly poolPublicKey: Uint8Array;
  readonly addresses: readonly string[];
}

export function describeKey(entry: KeyEntry, rules: AddressRules, addresses: number): KeyDescription {
  const master = masterKeyOfEntry(entry);
  const { farmer, pool } = farmingKeysOfEntry(entry);
  const farmerPublicKey = bls().publicKey(farmer);
  const masterPublicKey = master && bls().publicKey(master);
  return {
    fingerprint: fingerprint(masterPublicKey ?? farmerPublicKey),
    masterPublicKey,
    farmerPublicKey,
    poolPublicKey: bls().publicKey(pool),
    addresses:
      master === null ? [] : Array.from({ length: addresses }, (_, index) => walletAddress(master, index, rules)),
  };
}

function walletAddress(master: Uint8Array, index: number, rules: AddressRules): string {
  return addressOf(bls().publicKey(walletKey(master, index)), rules);
}

/** The address of the standard puzzle of a public key. */
export function addressOf(publicKey: Uint8Array, { addressPrefix, coinRules }: AddressRules): string {
  return encodeAddress(standardPuzzleHash(publicKey, coinRules), addressPrefix, coinRules);
}
