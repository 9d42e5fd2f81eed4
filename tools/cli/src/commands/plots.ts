import type { Command } from 'commander';
import { hex, integer, repeated } from '../arguments.ts';
import { addPassphraseOption } from '../key-option.ts';
import type { ResultOptions } from '../result.ts';
import type { PassphraseOptions } from '../secrets.ts';
import type { Terminal } from '../terminal.ts';

export interface CreateOptions extends ResultOptions, PassphraseOptions {
  readonly size: number;
  readonly count: number;
  readonly directory: string;
  readonly keys: string;
  readonly farmerPublicKey?: Uint8Array;
  readonly poolPublicKey?: Uint8Array;
}

export interface CheckOptions extends ResultOptions, PassphraseOptions {
  readonly directory?: readonly string[];
  readonly challenges: number;
  readonly keys?: string;
  readonly full?: boolean;
}

export function addPlotsCommands(program: Command, terminal: Terminal): void {
  const plots = program.command('plots').description('make and check plots');
  addPassphraseOption(plots.command('create'))
    .description('make plots for a farmer')
    .option('-k, --size <k>', 'plot size', integer(1, 255), 18)
    .option('-n, --count <number>', 'how many', integer(1, 10_000), 1)
    .option('-d, --directory <folder>', 'where to', 'plots')
    .option('--keys <file>', 'key file, whose first key farms the plots', 'keys.json')
    .option('--farmer-public-key <hex>', 'instead of that of the key file', hex(48))
    .option('--pool-public-key <hex>', 'instead of that of the key file', hex(48))
    .option('--json', 'print JSON')
    .action(async (options: CreateOptions) => (await import('../plots/create.ts')).create(terminal, options));
  addPassphraseOption(plots.command('check'))
    .description('look challenges up in plots and verify every proof; exit code 1 if a plot is not sound')
    .argument('[paths...]', 'plot files, or folders with *.plot files; "plots" if there is none')
    .option('-d, --directory <folder>', 'folder with *.plot files; may be given several times', repeated)
    .option('-n, --challenges <number>', 'challenges per plot', integer(0, 100_000), 20)
    .option('--keys <file>', 'key file: plots with other keys are pointed out')
    .option('--full', 'also read every byte and compare the checksums')
    .option('--json', 'print JSON')
    .action(async (files: string[], options: CheckOptions) =>
      (await import('../plots/check.ts')).check(terminal, files, options),
    );
}
