import { formatAmount, type TransactionView } from '@salvia/wallet-client';
import type { PageOptions } from '../commands/wallet-rpc.ts';
import { printResult } from '../result.ts';
import { formatTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { openClient } from './open.ts';

export async function history(terminal: Terminal, options: PageOptions): Promise<void> {
  const client = openClient(options);
  const { limit, after } = options;
  const [page, state] = await Promise.all([client.history({ limit, after }), client.state()]);
  printResult(terminal, options, page, () => [
    ...formatTable(
      ['time', 'amount', 'fee', 'state', 'height', 'id'],
      page.transactions.map((view) => row(view, state.addressPrefix)),
    ),
    ...(page.next === null ? [] : [`more: --after ${page.next}`]),
  ]);
}

function row(view: TransactionView, prefix: string): string[] {
  const { createdAt, direction, amount, fee, state, reason, confirmedHeight, id } = view;
  return [
    new Date(createdAt * 1000).toISOString().replace('.000', ''),
    formatAmount(direction === 'outgoing' ? -amount : amount, prefix),
    fee === 0n ? '' : formatAmount(fee, prefix),
    reason === null ? state : `${state} (${reason})`,
    confirmedHeight === null ? '' : String(confirmedHeight),
    id,
  ];
}
