import { loadServiceKeys, masterKeyOfEntry } from '@salvia/keychain';
import type { NetworkFile } from '@salvia/protocol';
import { ServiceError } from '@salvia/service';
import { createKeyRing, type KeyRing } from '@salvia/wallet';
import type { WalletConfig } from './config.ts';

type KeyConfig = Pick<WalletConfig, 'keyFile' | 'keyIndex' | 'passphraseFile'>;

/** The keys that a configuration names; what is wrong with them is a bad configuration. */
export async function openKeys(config: KeyConfig, { coinRules }: Pick<NetworkFile, 'coinRules'>): Promise<KeyRing> {
  const { keys } = await loadServiceKeys(config, 'SALVIA_WALLET_PASSPHRASE', badConfig);
  const { keyIndex } = config;
  const entry = keys[keyIndex];
  if (entry === undefined) {
    throw badConfig('keyIndex', `found ${keyIndex}, allowed: 0 to ${keys.length - 1}, as the key file has them`);
  }
  const master = masterKeyOfEntry(entry);
  if (master === null) {
    throw badConfig('keyIndex', `found ${keyIndex}, a key for farming alone, allowed: a mnemonic or a master key`);
  }
  return createKeyRing(master, coinRules);
}

function badConfig(field: string, complaint: string, cause?: unknown): ServiceError {
  return new ServiceError('BAD_CONFIG', `${field}: ${complaint}`, { field }, cause);
}
