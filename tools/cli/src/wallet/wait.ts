import { setTimeout as sleep } from 'node:timers/promises';
import type { TransactionView, WalletClient } from '@salvia/wallet-client';
import { CliError } from '../cli-error.ts';
import type { Terminal } from '../terminal.ts';

const EVERY_MS = 500;

/**
 * Waits until a transaction is in a block below all tips, and says on a terminal how it stands.
 * @throws CliError FAILED if it never will be, or not in time
 */
export async function untilDone(
  terminal: Terminal,
  client: WalletClient,
  sent: TransactionView,
  timeoutSeconds: number,
): Promise<TransactionView> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  const line = statusLine(terminal);
  try {
    let view = sent;
    while (view.state === 'pending') {
      if (Date.now() > deadline) {
        throw new CliError('FAILED', `not in a block after ${timeoutSeconds} s; it still waits: ${view.id}`);
      }
      const { head } = await client.state();
      line.show(`${describe(view)}; the chain is at height ${head.height}`);
      await sleep(EVERY_MS);
      view = await client.transaction({ id: sent.id });
    }
    if (view.state === 'confirmed') return view;
    throw new CliError('FAILED', `the transaction ${view.state}${view.reason ? ` (${view.reason})` : ''}: ${view.id}`);
  } finally {
    line.end();
  }
}

function describe({ acknowledgements }: TransactionView): string {
  if (acknowledgements.length === 0) return 'sent to the full nodes';
  const taken = acknowledgements.filter(({ status }) => status === 1).length;
  if (taken > 0) return `waiting for a block, in the mempool of ${taken}`;
  const errors = new Set(acknowledgements.map(({ error }) => error ?? 'no reason'));
  return `not taken yet: ${[...errors].join(', ')}`;
}

/** One line on a terminal that changes; nothing elsewhere. */
function statusLine({ isTTY, err }: Terminal): { show(text: string): void; end(): void } {
  const clear = '\r\u001b[K';
  if (!isTTY) return { show: () => {}, end: () => {} };
  return { show: (text) => err(`${clear}${text}`), end: () => err(clear) };
}
