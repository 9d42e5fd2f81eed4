import { createBlockchain, createMempools, inlineVerifier, type MempoolBundle, memoryStores } from '@salvia/blockchain';
import { walletKey } from '@salvia/keychain';
import type { Coin, NetworkFile, SpendBundle } from '@salvia/protocol';
import { conditions, type Grown, spendBundle, standardKey } from '@salvia/testkit';
import { masterKey } from './world.ts';

const nowMs = 1_700_000_000_000;

/** Makes a block's program of a bundle, as a farmer's full node does. */
export async function spendsOf(
  network: NetworkFile,
  chain: readonly Grown[],
  bundle: SpendBundle,
): Promise<MempoolBundle> {
  const pool = inlineVerifier(network);
  const blocks = await createBlockchain({ ...network, stores: memoryStores(), pool });
  try {
    for (const { block } of chain) await blocks.receiveBlock(block, nowMs);
    const mempools = createMempools({ ...network, chain: blocks, pool });
    await mempools.add(bundle, nowMs);
    const made = mempools.bundleFor((chain.at(-1) as Grown).hash);
    if (made === null) throw new Error('the mempool does not take the bundle');
    return made;
  } finally {
    await blocks.close();
  }
}

/** Spends coins of the wallet's first address: pays somebody, the rest is the fee. */
export function payFromFirstAddress(
  coins: readonly Coin[],
  to: Uint8Array,
  amount: bigint,
  genesisHash: Uint8Array,
): SpendBundle {
  const key = standardKey(walletKey(masterKey, 0));
  const spends = coins.map((coin, index) => ({
    coin,
    key,
    conditions: index === 0 ? [conditions.createCoin(to, amount)] : [],
  }));
  return spendBundle(spends, genesisHash);
}
