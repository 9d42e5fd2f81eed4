import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createVerifier } from '@salvia/blockchain';
import { selectBackend } from '@salvia/bls';
import { openPeerBook, openPeerFiles } from '@salvia/network';
import type { NetworkFile } from '@salvia/protocol';
import {
  addBanRoutes,
  createNetworkMetrics,
  readNetworkFile,
  type ServiceContext,
  type ServiceDefinition,
  ServiceError,
  type Startable,
} from '@salvia/service';
import { createHeaderChain, type KeyRing, openWallet, type Wallet, WalletError, walletPath } from '@salvia/wallet';
import { assembleWallet } from './assemble.ts';
import { type WalletConfig, walletConfig } from './config.ts';
import { openKeys } from './keys.ts';
import { addWalletMetrics } from './metrics.ts';
import { addRoutes } from './rpc/index.ts';

/** The wallet as a service (wallet 5, 7). */
export const walletNode: ServiceDefinition<WalletConfig> = {
  name: 'salvia-wallet-node',
  description: 'Follows the chain by headers and proofs, keeps coins, and pays.',
  schema: walletConfig,
  frugal: true,
  build: async (context) => {
    const { config, log, metrics, rpc, fatal } = context;
    const network = readNetworkFile(config.network);
    await selectBackend();
    const keys = await openKeys(config, network);
    const wallet = await openState(network, keys, context);
    const verifier = createVerifier({ network, threads: config.verifierThreads });
    const peers = await openPeerBook({ dataDir: config.dataDir, ...network.test, log });
    const files = await openPeerFiles(config, 'wallet', log);
    const { host, port, insecure } = config;
    const node = assembleWallet({
      network,
      wallet,
      headers: createHeaderChain({ wallet, network, verifier, mode: config.validation, now: Date.now, randomBytes }),
      peerStore: peers.peerStore,
      settings: config,
      wiring: { host, port, insecure, ...files, observer: createNetworkMetrics(metrics) },
      log,
      fatal,
    });
    addRoutes(rpc, { ...node, network, fingerprint: keys.fingerprint, wallet });
    addBanRoutes(rpc, files.bans);
    addWalletMetrics(metrics, wallet, node.sync);
    const storage: Startable = {
      name: 'wallet',
      start: async () => {},
      async stop() {
        await wallet.close();
        await verifier.close();
      },
    };
    return [storage, peers.storage, files.bans, ...node.parts];
  },
};

async function openState(
  network: NetworkFile,
  keys: KeyRing,
  { config, log }: ServiceContext<WalletConfig>,
): Promise<Wallet> {
  const { dataDir, startingHeight } = config;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = walletPath(dataDir, keys.fingerprint);
  try {
    return await openWallet({ path, network, keys, now: Date.now, log, startingHeight });
  } catch (error) {
    if (!(error instanceof WalletError)) throw error;
    throw new ServiceError('BAD_CONFIG', `dataDir: ${error.message}`, { field: 'dataDir' }, error);
  }
}
