import { bls, fingerprint } from '@salvia/bls';
import {
  decodeAddress,
  type FarmingKeys,
  farmingKeysOfEntry,
  type KeyFile,
  loadServiceKeys,
  masterKeyOfEntry,
  standardPuzzleHash,
  walletKey,
} from '@salvia/keychain';
import type { NetworkFile } from '@salvia/protocol';
import { ServiceError } from '@salvia/service';
import type { FarmerConfig } from './config.ts';
import { createFarmerKeys, type FarmerKeys } from './farmer-keys.ts';
import type { Rewards } from './state.ts';

export interface KeySetup {
  readonly keys: FarmerKeys;
  readonly rewards: Rewards;
  /** of the master keys; of the farmer key where a key file has no master key */
  readonly fingerprints: readonly number[];
}

/** Keys and reward targets of a configuration; what is wrong with them is a bad configuration. */
export async function setUpKeys(config: FarmerConfig, network: NetworkFile): Promise<KeySetup> {
  const file = await loadServiceKeys(config, 'SALVIA_FARMER_PASSPHRASE', badConfig);
  const secret = file.keys.map(farmingKeysOfEntry);
  const keys = createFarmerKeys(
    secret.map(({ farmer }) => farmer),
    secret.map(({ pool }) => pool),
    config.poolPublicKeys.map(publicKeyOf),
  );
  const rewards = {
    farmerPuzzleHash: rewardTarget('farmerRewardAddress', config, file, network),
    poolPuzzleHash: rewardTarget('poolRewardAddress', config, file, network),
  };
  const fingerprints = file.keys.map((entry, index) =>
    fingerprint(bls().publicKey(masterKeyOfEntry(entry) ?? (secret[index] as FarmingKeys).farmer)),
  );
  return { keys, rewards, fingerprints };
}

function rewardTarget(
  field: 'farmerRewardAddress' | 'poolRewardAddress',
  config: FarmerConfig,
  file: KeyFile,
  { addressPrefix, coinRules }: NetworkFile,
): Uint8Array {
  const address = config[field];
  if (address === null) return firstWalletPuzzleHash(field, file, coinRules);
  try {
    return decodeAddress(address, addressPrefix, coinRules);
  } catch (error) {
    const allowed = `allowed: an address that begins with ${addressPrefix}1`;
    throw badConfig(field, `found "${address}" (${(error as Error).message}), ${allowed}`, error);
  }
}

/** Wallet 1.6: rewards go to wallet key 0 of the first key unless told otherwise. */
function firstWalletPuzzleHash(field: string, { keys }: KeyFile, coinRules: NetworkFile['coinRules']): Uint8Array {
  const [first] = keys;
  const master = first ? masterKeyOfEntry(first) : null;
  if (master === null) {
    throw badConfig(field, 'found nothing, allowed: an address (the first key of the key file cannot make one)');
  }
  return standardPuzzleHash(bls().publicKey(walletKey(master, 0)), coinRules);
}

function publicKeyOf(text: string, index: number): Uint8Array {
  const digits = text.replace(/^0x/, '');
  const key = Uint8Array.from(Buffer.from(digits, 'hex'));
  if (/^[0-9a-f]{96}$/.test(digits) && bls().isValidG1(key)) return key;
  throw badConfig(
    `poolPublicKeys[${index}]`,
    `found "${text}", allowed: a public key of 96 hexadecimal digits, lower case`,
  );
}

function badConfig(field: string, complaint: string, cause?: unknown): ServiceError {
  return new ServiceError('BAD_CONFIG', `${field}: ${complaint}`, { field }, cause);
}
