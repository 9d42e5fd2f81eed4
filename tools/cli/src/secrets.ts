import { readFile, stat } from 'node:fs/promises';
import { type KeyEntry, loadKeyFile } from '@salvia/keychain';
import { CliError } from './cli-error.ts';
import type { Terminal } from './terminal.ts';

/*
 * Secrets come from a file, from the environment, or from a person: what is on a command line, everybody on the machine
 * can see, and shells keep it.
 */
const PASSPHRASE = 'SALVIA_WALLET_PASSPHRASE';
const MNEMONIC = 'SALVIA_WALLET_MNEMONIC';
const OTHERS = 0o077;

export interface PassphraseOptions {
  readonly passphraseFile?: string;
}

export interface MnemonicOptions {
  readonly mnemonicFile?: string;
}

/** The keys of a file, at least one; if it is encrypted, its passphrase is looked for. */
export async function keysOf(
  terminal: Terminal,
  path: string,
  options: PassphraseOptions,
): Promise<readonly [KeyEntry, ...KeyEntry[]]> {
  const { keys } = await loadKeyFile(path, { passphrase: () => passphraseOf(terminal, options) });
  return keys as [KeyEntry, ...KeyEntry[]];
}

const passphraseOf = (terminal: Terminal, { passphraseFile }: PassphraseOptions): Promise<string> =>
  secret(terminal, 'passphrase', passphraseFile, PASSPHRASE, (ask) => ask('Passphrase: ', { hidden: true }));

/** The passphrase of a key file that is to be written; a person has to type it twice. */
export const newPassphrase = (terminal: Terminal, { passphraseFile }: PassphraseOptions): Promise<string> =>
  secret(terminal, 'passphrase', passphraseFile, PASSPHRASE, async (ask) => {
    const first = await ask('Passphrase for the key file: ', { hidden: true });
    if (first === (await ask('The same passphrase again: ', { hidden: true }))) return first;
    throw new CliError('FAILED', 'the passphrases differ: nothing is done');
  });

export const mnemonicOf = (terminal: Terminal, { mnemonicFile }: MnemonicOptions): Promise<string> =>
  secret(terminal, 'mnemonic', mnemonicFile, MNEMONIC, (ask) => ask('Mnemonic (it is not shown): ', { hidden: true }));

type Ask = NonNullable<Terminal['ask']>;

async function secret(
  terminal: Terminal,
  what: 'passphrase' | 'mnemonic',
  file: string | undefined,
  variable: string,
  typed: (ask: Ask) => Promise<string>,
): Promise<string> {
  if (file !== undefined) return readSecret(terminal, file);
  const value = process.env[variable];
  if (value !== undefined) return value;
  if (terminal.ask !== undefined) return typed(terminal.ask);
  throw new CliError('USAGE', `no ${what}: there is no terminal to ask at; use --${what}-file or ${variable}`);
}

/** An editor ends the line; a secret has no end of line. */
async function readSecret(terminal: Terminal, file: string): Promise<string> {
  try {
    const { mode } = await stat(file);
    if ((mode & OTHERS) !== 0 && process.platform !== 'win32') {
      terminal.err(`salvia: others may read ${file}: run chmod 600 on it\n`);
    }
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw new CliError('FAILED', `cannot read ${file}: ${(error as NodeJS.ErrnoException).code}`);
  }
}
