import { type Command, Option } from 'commander';
import { type AddressOptions, addAddressOptions } from '../address-rules.ts';
import { integer } from '../arguments.ts';
import { addPassphraseOption } from '../key-option.ts';
import type { ResultOptions } from '../result.ts';
import type { PassphraseOptions } from '../secrets.ts';
import type { Terminal } from '../terminal.ts';

export interface GenerateOptions extends ResultOptions {
  readonly out?: string;
  readonly words: '12' | '24';
}

export interface ShowKeysOptions extends ResultOptions, AddressOptions, PassphraseOptions {
  readonly file: string;
  readonly addresses: number;
  readonly secret?: boolean;
}

export interface DeriveOptions extends ResultOptions, AddressOptions, PassphraseOptions {
  readonly file: string;
  readonly key: number;
  readonly secret?: boolean;
}

export function addKeysCommands(program: Command, terminal: Terminal): void {
  const keys = program.command('keys').description('make and inspect key files');
  keys
    .command('generate')
    .description('make a mnemonic and print it; with --out also write a key file that only its owner can read')
    .option('--out <file>', 'key file to write; an existing one is kept')
    .addOption(new Option('--words <count>', 'length of the mnemonic').choices(['12', '24']).default('24'))
    .option('--json', 'print JSON')
    .action(async (options: GenerateOptions) => (await import('../keys/generate.ts')).generate(terminal, options));
  addPassphraseOption(addAddressOptions(keys.command('show')))
    .description('show fingerprints, public keys and addresses of a key file; secrets only with --secret')
    .option('--file <file>', 'key file', 'keys.json')
    .option('--addresses <count>', 'wallet addresses per key', integer(0, 1000), 1)
    .option('--secret', 'also print mnemonics and secret keys')
    .option('--json', 'print JSON')
    .action(async (options: ShowKeysOptions) => (await import('../keys/show.ts')).showKeys(terminal, options));
  addPassphraseOption(addAddressOptions(keys.command('derive')))
    .description('derive a key from a master key, by a path such as m/12381/8444/2/0 (hardened)')
    .argument('<path>', 'derivation path')
    .option('--file <file>', 'key file', 'keys.json')
    .option('--key <number>', 'which key of the file, from 0', integer(0, 1000), 0)
    .option('--secret', 'also print the secret key')
    .option('--json', 'print JSON')
    .action(async (path: string, options: DeriveOptions) =>
      (await import('../keys/derive.ts')).derive(terminal, path, options),
    );
}
