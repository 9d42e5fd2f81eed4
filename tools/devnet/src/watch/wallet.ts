import { createRpcClient } from '@salvia/service';
import { createWalletClient } from '@salvia/wallet-client';
import type { WalletRow } from './snapshot.ts';

/** Looks at the wallet of a devnet through its RPC; null while it does not answer. */
export function walletWatch(url: string): () => Promise<WalletRow | null> {
  const client = createWalletClient(createRpcClient(url, { timeoutMs: 2000 }));
  return async () => {
    try {
      const { height, confirmed, spendable } = await client.balance();
      return { height, confirmed, spendable };
    } catch {
      return null;
    }
  };
}
