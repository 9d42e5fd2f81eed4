import { bls } from '@salvia/bls';
import { farmingKeysOfEntry, loadKeyFile } from '@salvia/keychain';

/** Public keys for which plots are made. */
export interface FarmerPublicKeys {
  readonly farmerPublicKey: Uint8Array;
  readonly poolPublicKey: Uint8Array;
}

/** Those of every key of a key file, in its order. */
export async function farmerPublicKeysOf(path: string): Promise<FarmerPublicKeys[]> {
  const { keys } = await loadKeyFile(path);
  return keys.map(farmingKeysOfEntry).map(({ farmer, pool }) => ({
    farmerPublicKey: bls().publicKey(farmer),
    poolPublicKey: bls().publicKey(pool),
  }));
}
