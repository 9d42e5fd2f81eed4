import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createWalletClient } from '@salvia/wallet-client';
import { type Command, documentedCommands, openTerminal, type Terminal } from './documented.ts';
import { type DevnetProcess, rpcOf, startDevnet, until } from './process.ts';
import type { StateView } from './views.ts';

const minutes = 60_000;
const coin = 1_000_000_000_000n;

const [create = [], run = [], coins = [], pay = []] = documentedCommands('docs/wallet.md');
/** Ports that the page takes the devnet to have; it takes others if these are in use. */
const assumed = { 'node-1': 8444, 'node-2': 8454, wallet: 9256 } as const;
const ownRpc = /--rpc-port (\d+)/.exec(run.join())?.[1];

describe('the page about using a wallet', () => {
  let terminal: Terminal;
  let devnet: DevnetProcess;
  let wallet: Command | null = null;
  let asItIs = (command: string) => command;
  const client = createWalletClient(`http://127.0.0.1:${ownRpc}`);

  beforeAll(async () => {
    terminal = openTerminal();
    const folder = join(terminal.folder, '.devnet');
    devnet = startDevnet(['--block-time', '4', '--plots', '8'], folder);
    const { ports } = (await devnet.event('running', 4 * minutes)) as unknown as {
      ports: Record<keyof typeof assumed, { port: number; rpcPort: number }>;
    };
    asItIs = (command) =>
      command
        .replace(`:${assumed['node-1']}`, `:${ports['node-1'].port}`)
        .replace(`:${assumed['node-2']}`, `:${ports['node-2'].port}`)
        .replace(`:${assumed.wallet}`, `:${ports.wallet.rpcPort}`);
    await until(async () => ((await rpcOf(folder, 'node-1').state<StateView>()).height > 0 ? true : null), 2 * minutes);
  }, 7 * minutes);
  afterAll(async () => {
    wallet?.interrupt();
    await wallet?.ended;
    await devnet.clean();
    terminal.clean();
  }, minutes);

  const runInTurn = async (commands: readonly string[]) => {
    const printed: string[] = [];
    for (const command of commands.map(asItIs)) {
      const { code, stdout, stderr } = await terminal.run(command).ended;
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' });
      printed.push(stdout);
    }
    return printed;
  };

  test(
    'makes a key, and runs a wallet that catches up',
    async () => {
      const [, created] = await runInTurn(create);
      expect(created).toMatch(/^mnemonic: +(\w+ ){23}\w+$/m);
      expect(run).toHaveLength(1);
      wallet = terminal.run(`exec ${asItIs(run[0] ?? '')}`);
      await until(async () => ((await client.state().catch(() => null))?.caughtUp ? true : null), minutes);
    },
    3 * minutes,
  );

  test(
    'gets coins from the devnet',
    async () => {
      expect(coins).toHaveLength(2);
      const [given, shown] = await runInTurn(coins);
      expect(given).toMatch(/^10 TXCH, confirmed at height \d+: 0x[0-9a-f]{64}$/m);
      await until(async () => ((await client.balance()).spendable === 10n * coin ? true : null), minutes);
      expect(shown).toMatch(/^spendable: /m);
    },
    3 * minutes,
  );

  test(
    'pays, and shows what it paid and what it has left',
    async () => {
      const [paid, history, left] = await runInTurn(pay);
      expect(paid).toMatch(/^1\.5 TXCH and a fee of 0\.001 TXCH, confirmed at height \d+: /m);
      expect(history).toMatch(/ -1\.5 TXCH +0\.001 TXCH +confirmed /m);
      expect(left).toMatch(/^8\.499 TXCH /m);
    },
    3 * minutes,
  );

  test(
    'has the wallet stop on Ctrl-C',
    async () => {
      wallet?.interrupt();
      expect((await wallet?.ended)?.stdout).toMatch(/"clean":true.*has stopped"}\n$/);
    },
    minutes,
  );
});
