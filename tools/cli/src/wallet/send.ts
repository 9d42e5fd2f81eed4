import { formatAmount, type TransactionView } from '@salvia/wallet-client';
import type { SendOptions } from '../commands/wallet-rpc.ts';
import { printResult } from '../result.ts';
import type { Terminal } from '../terminal.ts';
import { openClient } from './open.ts';
import { untilDone } from './wait.ts';

/** Pays, and if told so waits until that is confirmed. */
export async function send(terminal: Terminal, to: string, value: bigint, options: SendOptions): Promise<void> {
  const client = openClient(options);
  const { fee, memo = [], coin: coins } = options;
  const memos = memo.map((text) => Buffer.from(text, 'utf8').toString('hex'));
  const outputs = [{ address: to, amount: value, ...(memos.length > 0 && { memos }) }];
  const sent = await client.send({ outputs, fee, ...(coins && { coins: [...coins] }) });
  const view = options.wait ? await untilDone(terminal, client, sent, options.timeout) : sent;
  const { addressPrefix } = await client.state();
  printResult(terminal, options, view, () => [describeSent(view, addressPrefix)]);
}

/** A payment in one line: how much, and what became of it. */
export function describeSent({ id, amount, fee, state, confirmedHeight }: TransactionView, prefix: string): string {
  const fees = fee === 0n ? '' : ` and a fee of ${formatAmount(fee, prefix)}`;
  const place = state === 'confirmed' ? `confirmed at height ${confirmedHeight}` : state;
  return `${formatAmount(amount, prefix)}${fees}, ${place}: ${id}`;
}
