import { type Command, Option } from 'commander';
import { type AddressOptions, addAddressOptions } from '../address-rules.ts';
import type { ResultOptions } from '../result.ts';
import type { MnemonicOptions, PassphraseOptions } from '../secrets.ts';
import type { Terminal } from '../terminal.ts';

/** A key file that is to be written. */
export interface NewKeyOptions extends ResultOptions, AddressOptions, PassphraseOptions {
  readonly file: string;
  readonly encrypt: boolean;
}

export interface CreateWalletOptions extends NewKeyOptions {
  readonly words: '12' | '24';
}

export interface RestoreWalletOptions extends NewKeyOptions, MnemonicOptions {}

export interface DeleteWalletOptions extends ResultOptions {
  readonly file: string;
  readonly dataDir: string;
  readonly yes?: boolean;
}

const DATA_DIR = '.salvia/wallet';

/** Commands that work on the files of a wallet; no wallet has to run, and none may for `delete`. */
export function addWalletKeyCommands(wallet: Command, terminal: Terminal): void {
  writing(wallet.command('create'))
    .description('make a mnemonic, print it, and write it to an encrypted key file')
    .addOption(new Option('--words <count>', 'length of the mnemonic').choices(['12', '24']).default('24'))
    .action(async (options: CreateWalletOptions) => (await import('../wallet/create.ts')).create(terminal, options));
  writing(wallet.command('restore'))
    .description('write a key file for a mnemonic: typed unseen, from a file, or from SALVIA_WALLET_MNEMONIC')
    .option('--mnemonic-file <file>', 'file with the mnemonic')
    .action(async (options: RestoreWalletOptions) => (await import('../wallet/restore.ts')).restore(terminal, options));
  wallet
    .command('delete')
    .description('remove a key file and the database of its wallet; without the mnemonic, the coins are lost')
    .option('--file <file>', 'key file', 'keys.json')
    .option('--data-dir <folder>', 'data folder of the wallet', DATA_DIR)
    .option('--yes', 'do not ask')
    .option('--json', 'print JSON')
    .action(async (options: DeleteWalletOptions) => (await import('../wallet/delete.ts')).remove(terminal, options));
}

const writing = (command: Command): Command =>
  addAddressOptions(command)
    .option('--file <file>', 'key file to write; an existing one is kept', 'keys.json')
    .option('--passphrase-file <file>', 'file with the passphrase; else SALVIA_WALLET_PASSPHRASE, else it is asked for')
    .option('--no-encrypt', 'write the key file without a passphrase')
    .option('--json', 'print JSON');
