import { setTimeout as sleep } from 'node:timers/promises';
import { walletUrl } from '@salvia/devnet';
import type { TransactionView, WalletClient } from '@salvia/wallet-client';
import type { FaucetOptions } from '../commands/faucet.ts';
import { printResult } from '../result.ts';
import type { Terminal } from '../terminal.ts';
import { openClient } from '../wallet/open.ts';
import { describeSent } from '../wallet/send.ts';
import { untilDone } from '../wallet/wait.ts';

const EVERY_MS = 1000;

/** Pays an address out of a devnet's wallet. */
export async function faucet(terminal: Terminal, address: string, options: FaucetOptions): Promise<void> {
  const client = openClient({ rpc: options.rpc ?? walletUrl(options.dataDir) });
  const sent = await give(client, address, options);
  const view = options.wait ? await untilDone(terminal, client, sent, options.timeout) : sent;
  const { addressPrefix } = await client.state();
  printResult(terminal, options, view, () => [describeSent(view, addressPrefix)]);
}

/** A young devnet has few coins: those who ask in quick succession wait for the change of the one before. */
async function give(
  client: WalletClient,
  address: string,
  { amount, timeout }: Pick<FaucetOptions, 'amount' | 'timeout'>,
): Promise<TransactionView> {
  const deadline = Date.now() + timeout * 1000;
  for (;;) {
    try {
      return await client.send({ outputs: [{ address, amount }] });
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'WAITING_FOR_CHANGE' || Date.now() > deadline) throw error;
    }
    await sleep(EVERY_MS);
  }
}
