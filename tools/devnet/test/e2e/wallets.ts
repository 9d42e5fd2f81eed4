import { join } from 'node:path';
import { generateMnemonic, saveKeyFile } from '@salvia/keychain';
import { createRpcClient, type RpcClient } from '@salvia/service';
import { createWalletClient, type TransactionView, type WalletClient } from '@salvia/wallet-client';
import { walletUrl } from '../../src/plan/wallet-url.ts';
import { readyFile, until } from './process.ts';
import { type Service, startService } from './service.ts';

/** A wallet of a process of its own, as a test sees it. */
export interface TestWallet {
  readonly client: WalletClient;
  /** For what every service answers. */
  readonly rpc: RpcClient;
  /** Ends it by SIGKILL, and waits until it answers again. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** The wallet of a devnet that runs in a folder, which starts it again by itself when it dies. */
export function devnetWallet(folder: string): TestWallet {
  return {
    client: createWalletClient(walletUrl(folder)),
    rpc: createRpcClient(walletUrl(folder)),
    async kill() {
      const killed = readyFile(folder, 'wallet')?.pid ?? 0;
      process.kill(killed, 'SIGKILL');
      await until(() => (readyFile(folder, 'wallet')?.pid ?? killed) !== killed || null, 60_000);
    },
    stop: async () => {},
  };
}

export interface WalletWish {
  readonly name: string;
  /** host:port */
  readonly fullNodes: readonly string[];
  /** Of keys; new ones by default. */
  readonly keyFile?: string;
}

/** A wallet of a network's folder: a process of its own, with a database of its own. */
export async function startWallet(folder: string, { name, fullNodes, keyFile }: WalletWish): Promise<TestWallet> {
  const keys = keyFile ?? join(folder, `${name}-keys.json`);
  if (keyFile === undefined) await saveKeyFile(keys, { keys: [{ mnemonic: generateMnemonic() }] });
  let rpcPort = 0;
  const start = () =>
    startService(folder, { name, role: 'wallet', config: { fullNodes, keyFile: keys, port: 0, rpcPort } });
  let service: Service = await start();
  rpcPort = readyFile(folder, name)?.rpcPort ?? 0;
  return {
    client: createWalletClient(service.rpc.url),
    rpc: service.rpc,
    async kill() {
      service.signal('SIGKILL');
      await service.ended;
      service = await start();
    },
    stop: () => service.stop(),
  };
}

const notNow = ['WAITING_FOR_CHANGE', 'UNREACHABLE'];

/**
 * Sends until the wallet takes it. One that was killed meanwhile may have taken it all the same: payments of a test have
 * different amounts, so that its history tells.
 */
export function pay(
  { client }: TestWallet,
  address: string,
  amount: bigint,
  fee: bigint,
  limitMs = 120_000,
): Promise<TransactionView> {
  return until(async () => {
    try {
      return await client.send({ outputs: [{ address, amount }], fee });
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === undefined || !notNow.includes(code)) throw error;
      return code === 'UNREACHABLE' ? await sentBefore(client, amount) : null;
    }
  }, limitMs);
}

const sentBefore = (client: WalletClient, amount: bigint): Promise<TransactionView | null> =>
  until(() => client.history({ limit: 1000 }).catch(() => null), 60_000).then(
    ({ transactions }) => transactions.find((one) => one.direction === 'outgoing' && one.amount === amount) ?? null,
  );

/** Waits until a wallet waits for nothing, and is as far as its full nodes. */
export const untilSettled = ({ client }: TestWallet, limitMs: number) =>
  until(async () => {
    const { pending, caughtUp } = await client.state();
    return pending === 0 && caughtUp ? true : null;
  }, limitMs);
