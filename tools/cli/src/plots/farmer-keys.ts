import { bls } from '@salvia/bls';
import { farmingKeysOfEntry } from '@salvia/keychain';
import { keysOf, type PassphraseOptions } from '../secrets.ts';
import type { Terminal } from '../terminal.ts';

/** Public keys for which plots are made. */
export interface FarmerPublicKeys {
  readonly farmerPublicKey: Uint8Array;
  readonly poolPublicKey: Uint8Array;
}

/** Those of every key of a key file, in its order. */
export async function farmerPublicKeysOf(
  terminal: Terminal,
  path: string,
  options: PassphraseOptions,
): Promise<FarmerPublicKeys[]> {
  const keys = await keysOf(terminal, path, options);
  return keys.map(farmingKeysOfEntry).map(({ farmer, pool }) => ({
    farmerPublicKey: bls().publicKey(farmer),
    poolPublicKey: bls().publicKey(pool),
  }));
}
