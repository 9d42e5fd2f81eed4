import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DevnetError } from '../errors.ts';
import { layout } from './layout.ts';
import { WALLET } from './topology.ts';

/**
 * Where the RPC of a devnet's wallet listens.
 * @param folder of the devnet
 * @throws DevnetError NOT_RUNNING if no wallet runs there
 */
export function walletUrl(folder: string): string {
  const { root, ready } = layout(resolve(folder));
  try {
    const { rpcPort } = JSON.parse(readFileSync(ready(WALLET), 'utf8')) as { rpcPort: number };
    return rpcUrl(rpcPort);
  } catch {
    throw new DevnetError(
      'NOT_RUNNING',
      `no devnet with a wallet runs in ${root}; start it with npm run devnet, or name its folder or its wallet's RPC`,
    );
  }
}

export const rpcUrl = (rpcPort: number): string => `http://127.0.0.1:${rpcPort}`;
