import { VERSION } from '@salvia/service';
import { Argument, Command } from 'commander';
import { addDbCommands } from './commands/db.ts';
import { addFaucetCommand } from './commands/faucet.ts';
import { addKeysCommands } from './commands/keys.ts';
import { addNetworkCommands } from './commands/network.ts';
import { addPlotsCommands } from './commands/plots.ts';
import { addShowCommand } from './commands/show.ts';
import { addTlsCommands } from './commands/tls.ts';
import { addVdfCommands } from './commands/vdf.ts';
import { addWalletCommands } from './commands/wallet.ts';
import { ROLES } from './roles.ts';
import type { Terminal } from './terminal.ts';

/** The command line of `salvia`. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('salvia')
    .description('Runs and inspects a proof-of-space-and-time network.')
    .version(VERSION, '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  program
    .command('run')
    .description('run one service until it is told to stop; `salvia run ROLE --help` lists its options')
    .addArgument(new Argument('<role>', 'which service').choices(ROLES))
    .argument('[options...]', 'options of the service');
  addShowCommand(program, terminal);
  addKeysCommands(program, terminal);
  addPlotsCommands(program, terminal);
  addVdfCommands(program, terminal);
  addNetworkCommands(program, terminal);
  addTlsCommands(program, terminal);
  addDbCommands(program, terminal);
  addWalletCommands(program, terminal);
  addFaucetCommand(program, terminal);
  return program;
}
