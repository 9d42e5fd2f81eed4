import { CliError } from '../cli-error.ts';
import type { AddressOptions } from '../commands/wallet-rpc.ts';
import { printResult } from '../result.ts';
import type { Terminal } from '../terminal.ts';
import { openClient } from './open.ts';

export async function address(terminal: Terminal, options: AddressOptions): Promise<void> {
  if (options.new && options.index !== undefined) throw new CliError('USAGE', '--new and --index exclude each other');
  const client = openClient(options);
  const view = options.new ? await client.newAddress() : await client.address({ index: options.index });
  printResult(terminal, options, view, () => [view.address]);
}
