import { readFile } from 'node:fs/promises';
import { KeychainError } from './errors.ts';
import type { KeyFile } from './key-entry.ts';
import { loadKeyFile } from './key-file.ts';

/** What the configuration of a service, which has nobody to ask, says of its keys. */
export interface ServiceKeys {
  /** Path of the key file. */
  readonly keyFile: string;
  /** Path of a file with its passphrase; null if there is none. */
  readonly passphraseFile: string | null;
}

/**
 * Reads the key file of a service. The passphrase comes from its file, else from a variable of the environment: a command line
 * is seen by everybody on the machine. Throws what `refuse` makes of a {@link KeychainError} and of the field it is about.
 */
export async function loadServiceKeys(
  { keyFile, passphraseFile }: ServiceKeys,
  variable: string,
  refuse: (field: keyof ServiceKeys, complaint: string, cause: KeychainError) => Error,
): Promise<KeyFile> {
  try {
    return await loadKeyFile(keyFile, { passphrase: () => passphraseOf(passphraseFile, variable) });
  } catch (error) {
    if (!(error instanceof KeychainError)) throw error;
    throw refuse(isAboutPassphrase(error) ? 'passphraseFile' : 'keyFile', error.message, error);
  }
}

/** The passphrase; undefined if it is not told. Throws PASSPHRASE_FILE if the file cannot be read. */
async function passphraseOf(file: string | null, variable: string): Promise<string | undefined> {
  if (file === null) return process.env[variable];
  try {
    // An editor ends the line; a passphrase has no end of line.
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw new KeychainError('PASSPHRASE_FILE', { path: file, cause: (error as NodeJS.ErrnoException).code ?? 'EIO' });
  }
}

/** Whether an error is about the passphrase rather than about the key file. */
const isAboutPassphrase = ({ code }: KeychainError): boolean =>
  code === 'PASSPHRASE_FILE' || code === 'PASSPHRASE_NEEDED' || code === 'WRONG_PASSPHRASE';
