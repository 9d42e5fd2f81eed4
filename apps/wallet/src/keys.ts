import { readFile } from 'node:fs/promises';
import { KeychainError, type KeyFile, loadKeyFile, masterKeyOfEntry } from '@salvia/keychain';
import type { NetworkFile } from '@salvia/protocol';
import { ServiceError } from '@salvia/service';
import { createKeyRing, type KeyRing } from '@salvia/wallet';
import type { WalletConfig } from './config.ts';

type KeyConfig = Pick<WalletConfig, 'keyFile' | 'keyIndex' | 'passphraseFile'>;

/** The keys that a configuration names; what is wrong with them is a bad configuration. */
export async function openKeys(config: KeyConfig, { coinRules }: Pick<NetworkFile, 'coinRules'>): Promise<KeyRing> {
  const { keys } = await keyFileOf(config);
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

async function keyFileOf(config: KeyConfig): Promise<KeyFile> {
  const passphrase = await passphraseOf(config.passphraseFile);
  try {
    return await loadKeyFile(config.keyFile, passphrase === null ? {} : { passphrase });
  } catch (error) {
    if (!(error instanceof KeychainError)) throw error;
    const aboutPassphrase = error.code === 'PASSPHRASE_NEEDED' || error.code === 'WRONG_PASSPHRASE';
    throw badConfig(aboutPassphrase ? 'passphraseFile' : 'keyFile', error.message, error);
  }
}

/** From the file that the configuration names, else from the environment: never from the command line, which others see. */
async function passphraseOf(file: string | null): Promise<string | null> {
  if (file === null) return process.env.SALVIA_WALLET_PASSPHRASE ?? null;
  try {
    // An editor ends the line; a passphrase has no end of line.
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw badConfig('passphraseFile', `found no readable file ${file} (${code}), allowed: a file`, error);
  }
}

function badConfig(field: string, complaint: string, cause?: unknown): ServiceError {
  return new ServiceError('BAD_CONFIG', `${field}: ${complaint}`, { field }, cause);
}
