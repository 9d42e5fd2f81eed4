import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { bytesToHex } from '@noble/hashes/utils.js';
import { BASE_FARMER_FEE, blockReward } from '@salvia/blockchain';
import { createWalletClient, type WalletClient } from '@salvia/wallet-client';
import { expectTrue } from '../../errors.ts';
import { ServiceProcess } from '../service-process.ts';
import { type Stage, startServer } from '../sync/stage.ts';
import { MASTER, OWN_COINS } from './chain.ts';

/** What it takes a new wallet to follow a chain. */
export interface WalletSync {
  /** From the start of its process until it is where its full node is, ms. */
  readonly elapsed: number;
  /** Computing time of the wallet, ms. */
  readonly cpu: number;
  /** The most that its process had in memory, bytes. */
  readonly resident: number;
}

const PROGRAM = fileURLToPath(new URL('dist/main.js', import.meta.resolve('@salvia/wallet-node/package.json')));
/** Looking takes the wallet's time as well. */
const LOOK_MS = 200;
const LONGEST_MS = 600_000;

/** A new wallet follows the chain of one full node, over the loopback, and has its coins. */
export async function syncWallet(stage: Stage, name: string): Promise<WalletSync> {
  const server = await startServer(stage, `${name}-server`);
  const folder = join(stage.folder, name);
  let wallet: ServiceProcess | null = null;
  try {
    const { lca } = await server.rpc.state<{ lca: { height: number } }>();
    const started = Date.now();
    wallet = await ServiceProcess.start({
      program: PROGRAM,
      folder,
      network: stage.network,
      cores: stage.cores?.node,
      config: {
        fullNodes: [`127.0.0.1:${server.port}`],
        targetOutbound: 0,
        keyFile: writeKeys(folder),
        validation: 'sampled',
        verifierThreads: stage.threads,
      },
    });
    const client = createWalletClient(wallet.url);
    const resident = await follow(wallet, client, lca.height);
    const elapsed = Date.now() - started;
    await checkCoins(client);
    return { elapsed, cpu: wallet.usage().cpuMs, resident };
  } finally {
    await wallet?.end();
    await server.end();
    for (const each of [name, `${name}-server`]) rmSync(join(stage.folder, each), { recursive: true, force: true });
  }
}

function writeKeys(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'keys.json');
  writeFileSync(path, JSON.stringify({ version: 1, keys: [{ master: bytesToHex(MASTER) }] }), { mode: 0o600 });
  return path;
}

/** @returns the most bytes that it had in memory on the way to a height */
async function follow(wallet: ServiceProcess, client: WalletClient, height: number): Promise<number> {
  let resident = 0;
  for (const until = Date.now() + LONGEST_MS; ; await sleep(LOOK_MS)) {
    resident = Math.max(resident, wallet.usage().resident);
    const sync = await client.sync();
    if (sync.height >= height && sync.caughtUp) return resident;
    expectTrue(
      Date.now() < until,
      `the wallet's sync, which is at height ${sync.height}: ${sync.lastFailure?.message}`,
    );
  }
}

async function checkCoins(client: WalletClient): Promise<void> {
  const { confirmed } = await client.balance();
  const { coins } = await client.coins();
  const own = BigInt(OWN_COINS / 2) * (blockReward(1) + BASE_FARMER_FEE);
  expectTrue(confirmed === own && coins.length === OWN_COINS, 'finding the coins of the wallet');
}
