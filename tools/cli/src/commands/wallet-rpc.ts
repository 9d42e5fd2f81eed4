import { DEFAULT_PORTS } from '@salvia/service';
import { type Command, Option } from 'commander';
import { hex, integer, repeated } from '../arguments.ts';
import type { ResultOptions } from '../result.ts';
import type { Terminal } from '../terminal.ts';
import { amount } from '../wallet/amount.ts';

/** Which wallet is asked. */
export interface WalletOptions extends ResultOptions {
  readonly rpc: string;
  readonly tlsDir?: string;
}

export interface AddressOptions extends WalletOptions {
  readonly index?: number;
  readonly new?: boolean;
}

export interface SendOptions extends WalletOptions {
  readonly fee: bigint;
  readonly memo?: readonly string[];
  readonly coin?: readonly string[];
  readonly wait?: boolean;
  readonly timeout: number;
}

export interface PageOptions extends WalletOptions {
  readonly limit: number;
  readonly after?: string;
}

export interface CoinsOptions extends PageOptions {
  readonly spendable?: boolean;
}

/** Commands that ask a running wallet. */
export function addWalletRpcCommands(wallet: Command, terminal: Terminal): void {
  asking(wallet.command('address'))
    .description('print an address of the wallet; the first one unless told otherwise')
    .option('--index <number>', 'the address of that index', integer(0, 0xffffffff))
    .option('--new', 'an address that was not given out before')
    .action(async (options: AddressOptions) => (await import('../wallet/address.ts')).address(terminal, options));
  asking(wallet.command('balance'))
    .description('what the wallet has: confirmed, spendable, pending and frozen')
    .action(async (options: WalletOptions) => (await import('../wallet/balance.ts')).balance(terminal, options));
  asking(wallet.command('send'))
    .description('pay an address; with --wait, until a block has it')
    .argument('<address>', 'whom to pay')
    .argument('<amount>', 'how much, in coins, as 1.5; or in mojos, as 1500mojo', amount)
    .addOption(
      new Option('--fee <amount>', 'what the farmer of the block gets, in the same units')
        .argParser(amount)
        .default(0n, '0'),
    )
    .option('--memo <text>', 'a memo that everybody can read; may be given several times', repeated)
    .option('--coin <name>', 'spend this coin, by its name; may be given several times', coinName)
    .option('--wait', 'wait until the payment is in a block below all tips')
    .option('--timeout <seconds>', 'how long to wait at most', integer(1, 86_400), 600)
    .action(async (to: string, value: bigint, options: SendOptions) =>
      (await import('../wallet/send.ts')).send(terminal, to, value, options),
    );
  paged(asking(wallet.command('history')))
    .description('transactions, the latest first')
    .action(async (options: PageOptions) => (await import('../wallet/history.ts')).history(terminal, options));
  paged(asking(wallet.command('coins')))
    .description('unspent coins')
    .option('--spendable', 'only those that can be spent now')
    .action(async (options: CoinsOptions) => (await import('../wallet/coins.ts')).coins(terminal, options));
  asking(wallet.command('cancel'))
    .description('forget a transaction that waits, and free its coins; full nodes may still have it')
    .argument('<id>', 'of the transaction', hexText)
    .action(async (id: string, options: WalletOptions) =>
      (await import('../wallet/cancel.ts')).cancel(terminal, id, options),
    );
}

const asking = (command: Command): Command =>
  command
    .option('--rpc <url>', 'where the RPC of the wallet listens', `http://127.0.0.1:${DEFAULT_PORTS.wallet.rpcPort}`)
    .option('--tls-dir <folder>', 'key and certificates for an RPC beyond its own machine, at an https URL')
    .option('--json', 'print JSON');

const paged = (command: Command): Command =>
  command
    .option('--limit <count>', 'most entries to print', integer(1, 1000), 50)
    .option('--after <place>', 'where to go on: what the page before ended with');

/** Checked here, as a typing error needs no wallet; sent as it is. */
function hexText(text: string): string {
  hex(32)(text);
  return text;
}

const coinName = (text: string, before: readonly string[] | undefined): string[] => repeated(hexText(text), before);
