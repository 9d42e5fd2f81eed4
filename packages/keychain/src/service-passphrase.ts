import { readFile } from 'node:fs/promises';
import { KeychainError } from './errors.ts';

/** Where a service, which has nobody to ask, is told the passphrase of its key file. */
export interface PassphraseSource {
  /** Path of a file that holds it; null if there is none. */
  readonly file: string | null;
  /** The variable of the environment that holds it otherwise: a command line is seen by everybody on the machine. */
  readonly variable: string;
}

/** The passphrase; undefined if it is not told. Throws PASSPHRASE_FILE if the file cannot be read. */
export async function servicePassphrase({ file, variable }: PassphraseSource): Promise<string | undefined> {
  if (file === null) return process.env[variable];
  try {
    // An editor ends the line; a passphrase has no end of line.
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw new KeychainError('PASSPHRASE_FILE', { path: file, cause: (error as NodeJS.ErrnoException).code ?? 'EIO' });
  }
}

/** Whether an error is about the passphrase rather than about the key file. */
export const isAboutPassphrase = ({ code }: KeychainError): boolean =>
  code === 'PASSPHRASE_FILE' || code === 'PASSPHRASE_NEEDED' || code === 'WRONG_PASSPHRASE';
