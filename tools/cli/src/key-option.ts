import type { Command } from 'commander';

/** For commands that read a key file, which may be encrypted. */
export const addPassphraseOption = (command: Command): Command =>
  command.option(
    '--passphrase-file <file>',
    'its passphrase, if it is encrypted; else SALVIA_WALLET_PASSPHRASE, else it is asked for',
  );
