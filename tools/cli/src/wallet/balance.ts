import { formatAmount } from '@salvia/wallet-client';
import type { WalletOptions } from '../commands/wallet-rpc.ts';
import { printResult } from '../result.ts';
import { formatFields } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { openClient } from './open.ts';

export async function balance(terminal: Terminal, options: WalletOptions): Promise<void> {
  const client = openClient(options);
  const [view, state] = await Promise.all([client.balance(), client.state()]);
  const { height, confirmed, unconfirmed, spendable, pendingChange, frozen } = view;
  const money = (mojos: bigint): string => formatAmount(mojos, state.addressPrefix);
  printResult(terminal, options, { ...view, caughtUp: state.caughtUp }, () =>
    formatFields([
      ['height', `${height}${state.caughtUp ? '' : ' (catching up)'}`],
      ['confirmed', money(confirmed)],
      ['unconfirmed', money(unconfirmed)],
      ['spendable', money(spendable)],
      ['pending change', money(pendingChange)],
      ['frozen', money(frozen)],
    ]),
  );
}
