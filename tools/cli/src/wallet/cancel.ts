import type { WalletOptions } from '../commands/wallet-rpc.ts';
import { printResult } from '../result.ts';
import type { Terminal } from '../terminal.ts';
import { openClient } from './open.ts';

export async function cancel(terminal: Terminal, id: string, options: WalletOptions): Promise<void> {
  const view = await openClient(options).cancel({ id });
  printResult(terminal, options, view, () => [`${view.state}: ${view.id}`]);
}
