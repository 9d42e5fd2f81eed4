import { randomBytes } from 'node:crypto';
import { entropyToMnemonic } from '@salvia/keychain';
import type { CreateWalletOptions } from '../commands/wallet-keys.ts';
import { printResult } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { fieldsOf, writeKey } from './new-key.ts';

const ENTROPY_BYTES = { '12': 16, '24': 32 } as const;

/** Makes a mnemonic, and prints it once it is in its file. */
export async function create(terminal: Terminal, options: CreateWalletOptions): Promise<void> {
  const mnemonic = entropyToMnemonic(new Uint8Array(randomBytes(ENTROPY_BYTES[options.words])));
  const key = await writeKey(terminal, mnemonic, options);
  printResult(terminal, options, { mnemonic, ...key }, () => [
    ...formatFields([['mnemonic', mnemonic], ...fieldsOf(key)]),
    '',
    'Write the mnemonic down and keep it where nobody finds it: whoever has it has the coins,',
    'and without it and without the passphrase nobody has.',
  ]);
}
