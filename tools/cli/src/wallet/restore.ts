import { mnemonicToEntropy, normalizeMnemonic } from '@salvia/keychain';
import type { RestoreWalletOptions } from '../commands/wallet-keys.ts';
import { printResult } from '../result.ts';
import { mnemonicOf } from '../secrets.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { fieldsOf, writeKey } from './new-key.ts';

/** Writes a key file for a mnemonic that is known already, and does not print it. */
export async function restore(terminal: Terminal, options: RestoreWalletOptions): Promise<void> {
  const mnemonic = normalizeMnemonic(await mnemonicOf(terminal, options));
  // Before a passphrase is asked for.
  mnemonicToEntropy(mnemonic);
  const key = await writeKey(terminal, mnemonic, options);
  printResult(terminal, options, { ...key }, () => formatFields(fieldsOf(key)));
}
