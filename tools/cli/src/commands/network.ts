import type { NetworkFile } from '@salvia/protocol';
import { type Command, Option } from 'commander';
import { integer, positive } from '../arguments.ts';
import { addPassphraseOption } from '../key-option.ts';
import type { ResultOptions } from '../result.ts';
import type { PassphraseOptions } from '../secrets.ts';
import type { Terminal } from '../terminal.ts';

export interface CreateNetworkOptions extends ResultOptions, PassphraseOptions {
  readonly name: string;
  readonly keys: string;
  readonly plots: string;
  readonly out: string;
  readonly blockTime: number;
  readonly iterationsPerSecond?: number;
  readonly expectedPlots?: number;
  readonly vdfScheme: NetworkFile['vdfScheme'];
  readonly coinRules: NetworkFile['coinRules'];
  readonly addressPrefix: string;
  readonly rewardAddress?: string;
  readonly constants?: string;
  readonly testNetwork: boolean;
}

export function addNetworkCommands(program: Command, terminal: Terminal): void {
  const network = program.command('network').description('make and inspect network files');
  addPassphraseOption(network.command('create'))
    .description('make a network: its constants, a genesis block with genuine proofs, and the network file')
    .argument('<name>', 'name of the network')
    .option('--keys <file>', 'key file, whose first key farms the genesis block', 'keys.json')
    .option('--plots <folder>', 'folder with plots of that key', 'plots')
    .option('--out <file>', 'network file to write; an existing one is kept', 'network.json')
    .option('--block-time <seconds>', 'seconds that a block should take', integer(1, 86_400), 8)
    .option('--iterations-per-second <number>', 'what its timelord will do; measured here if not given', positive)
    .option('--expected-plots <number>', 'plots that will be farmed; those of the folder if not given', positive)
    .addOption(
      new Option('--vdf-scheme <name>', 'proofs of time').choices(['chiavdf', 'chiavdf-0.12']).default('chiavdf'),
    )
    .addOption(new Option('--coin-rules <rules>', 'coin rules').choices(['mainnet', 'beta18']).default('mainnet'))
    .option('--address-prefix <text>', 'how its addresses begin', 'txch')
    .option(
      '--reward-address <address>',
      "of the genesis block's rewards; the first wallet address of the key if not given",
    )
    .option('--test-network', 'allow private addresses in gossip, and devnet controls', false)
    .option('--constants <file>', 'JSON file with constants that differ from the derived ones')
    .option('--json', 'print JSON')
    .action(async (name: string, options: Omit<CreateNetworkOptions, 'name'>) =>
      (await import('../network/create.ts')).createNetworkFile(terminal, { ...options, name }),
    );
  network
    .command('print')
    .description('check a network file and print what it says')
    .argument('[file]', 'network file', 'network.json')
    .option('--json', 'print JSON')
    .action(async (file: string, options: ResultOptions) =>
      (await import('../network/print.ts')).printNetwork(terminal, file, options),
    );
}
