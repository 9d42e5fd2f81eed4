import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { addWalletKeyCommands } from './wallet-keys.ts';
import { addWalletRpcCommands } from './wallet-rpc.ts';

export function addWalletCommands(program: Command, terminal: Terminal): void {
  const wallet = program.command('wallet').description('keys of a wallet, and what a running wallet has and does');
  addWalletKeyCommands(wallet, terminal);
  addWalletRpcCommands(wallet, terminal);
}
