import { type Command, Option } from 'commander';
import { integer } from '../arguments.ts';
import type { ResultOptions } from '../result.ts';
import type { Terminal } from '../terminal.ts';
import { amount } from '../wallet/amount.ts';

export interface FaucetOptions extends ResultOptions {
  readonly amount: bigint;
  readonly dataDir: string;
  readonly rpc?: string;
  readonly wait?: boolean;
  readonly timeout: number;
}

export function addFaucetCommand(program: Command, terminal: Terminal): void {
  program
    .command('faucet')
    .description(
      "give an address some of the coins of a devnet that runs on this machine, from the devnet's own wallet",
    )
    .argument('<address>', 'whom to give')
    .addOption(
      new Option('--amount <amount>', 'how much, in coins, as 1.5; or in mojos, as 1500mojo')
        .argParser(amount)
        .default(amount('100'), '100'),
    )
    .option('--data-dir <folder>', 'folder of the devnet', '.devnet')
    .option('--rpc <url>', 'where the RPC of the wallet listens, instead of looking it up in the folder')
    .option('--wait', 'wait until the payment is in a block below all tips')
    .option('--timeout <seconds>', 'how long to wait at most', integer(1, 86_400), 600)
    .option('--json', 'print JSON')
    .action(async (address: string, options: FaucetOptions) =>
      (await import('../faucet/faucet.ts')).faucet(terminal, address, options),
    );
}
