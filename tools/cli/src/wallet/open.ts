import { createRpcClient, readRpcTls } from '@salvia/service';
import { createWalletClient, type WalletClient } from '@salvia/wallet-client';
import { CliError } from '../cli-error.ts';
import type { WalletOptions } from '../commands/wallet-rpc.ts';

/** A client for the wallet that the options name. */
export function openClient({ rpc, tlsDir }: Pick<WalletOptions, 'rpc' | 'tlsDir'>): WalletClient {
  if (!URL.canParse(rpc) || !/^https?:/.test(rpc)) {
    throw new CliError('USAGE', `--rpc: found "${rpc}", allowed: a URL such as http://127.0.0.1:9256`);
  }
  // A send that selects among thousands of coins and signs hundreds takes longer than a look.
  const timeoutMs = 60_000;
  return createWalletClient(createRpcClient(rpc, { timeoutMs, tls: tlsDir === undefined ? null : readRpcTls(tlsDir) }));
}
