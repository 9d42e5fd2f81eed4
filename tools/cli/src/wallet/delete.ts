import { rm } from 'node:fs/promises';
import { inspectKeyFile } from '@salvia/keychain';
import { removeWalletFiles, walletPath } from '@salvia/wallet';
import { CliError } from '../cli-error.ts';
import type { DeleteWalletOptions } from '../commands/wallet-keys.ts';
import { printResult } from '../result.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Removes the databases of a key file's wallets, and then the key file. A database that is in use stands in the way of
 * everything.
 */
export async function remove(terminal: Terminal, options: DeleteWalletOptions): Promise<void> {
  const { file, dataDir } = options;
  const { fingerprints } = await inspectKeyFile(file, { onPermissions: () => {} });
  await confirm(terminal, options, fingerprints);
  const databases = await removeWalletFiles(fingerprints.map((fingerprint) => walletPath(dataDir, fingerprint)));
  await rm(file);
  printResult(terminal, options, { fingerprints, removed: [...databases, file] }, () => [
    ...[...databases, file].map((path) => `removed ${path}`),
    ...(databases.length === 0 ? [`${dataDir} has no database of it`] : []),
  ]);
}

/** A person has to type which key it is. */
async function confirm(
  terminal: Terminal,
  { file, yes }: DeleteWalletOptions,
  fingerprints: readonly number[],
): Promise<void> {
  if (yes) return;
  const wanted = fingerprints.join(' ');
  if (terminal.ask === undefined) throw new CliError('USAGE', 'there is no terminal to ask at: use --yes');
  terminal.err(`${file} holds the key of the wallet ${wanted}. Without its mnemonic, the coins are lost.\n`);
  const answer = await terminal.ask(`Type ${wanted} to delete it: `);
  if (answer.trim() !== wanted) throw new CliError('FAILED', 'not confirmed: nothing is deleted');
}
