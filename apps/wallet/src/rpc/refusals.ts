import { RpcRefusal } from '@salvia/service';
import { WalletError } from '@salvia/wallet';

/** What the wallet refuses, it refuses over RPC too, by the same code; everything else is a failure of ours. */
export async function refusing<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WalletError) throw new RpcRefusal(error.code, error.message);
    throw error;
  }
}
