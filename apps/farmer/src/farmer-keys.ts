import { bls } from '@salvia/bls';

/** A key that this farmer holds: 32 and 48 bytes. */
export interface KeyPair {
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** The keys of a farmer: of each master key its farmer child and its pool child (network 3.2.1). */
export interface FarmerKeys {
  readonly farmer: readonly KeyPair[];
  readonly pool: readonly KeyPair[];
  /** pool keys whose plots are looked up, own ones included */
  readonly poolPublicKeys: readonly Uint8Array[];
}

export function createFarmerKeys(
  farmerSecretKeys: readonly Uint8Array[],
  poolSecretKeys: readonly Uint8Array[],
  furtherPoolPublicKeys: readonly Uint8Array[],
): FarmerKeys {
  const pool = poolSecretKeys.map(keyPair);
  const poolPublicKeys = [...pool.map(({ publicKey }) => publicKey), ...furtherPoolPublicKeys];
  return { farmer: farmerSecretKeys.map(keyPair), pool, poolPublicKeys };
}

/** Both kinds may sign pool targets and plots. */
export const allKeys = ({ farmer, pool }: FarmerKeys): readonly KeyPair[] => [...farmer, ...pool];

export function keyFor(keys: FarmerKeys, publicKey: Uint8Array): KeyPair | undefined {
  return allKeys(keys).find((pair) => Buffer.compare(pair.publicKey, publicKey) === 0);
}

function keyPair(secretKey: Uint8Array): KeyPair {
  return { secretKey, publicKey: bls().publicKey(secretKey) };
}
