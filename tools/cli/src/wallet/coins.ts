import { formatAmount } from '@salvia/wallet-client';
import type { CoinsOptions } from '../commands/wallet-rpc.ts';
import { printResult } from '../result.ts';
import { formatTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { openClient } from './open.ts';

export async function coins(terminal: Terminal, options: CoinsOptions): Promise<void> {
  const client = openClient(options);
  const { limit, after, spendable } = options;
  const [page, state] = await Promise.all([
    client.coins({ limit, after, spendableOnly: spendable === true }),
    client.state(),
  ]);
  printResult(terminal, options, page, () => [
    ...formatTable(
      ['amount', 'height', 'from', 'name', 'address'],
      page.coins.map(({ amount, confirmedHeight, coinbase, name, address }) => [
        formatAmount(amount, state.addressPrefix),
        String(confirmedHeight),
        coinbase ? 'reward' : 'payment',
        name,
        address,
      ]),
    ),
    ...(page.next === null ? [] : [`more: --after ${page.next}`]),
  ]);
}
