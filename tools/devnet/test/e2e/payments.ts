import { masterKeyOf, walletKey } from '@salvia/keychain';
import {
  type Coin,
  coinName,
  genesisBlock,
  headerHash,
  type NetworkFile,
  SpendBundle,
  spendBundleName,
} from '@salvia/protocol';
import type { RpcClient } from '@salvia/service';
import { conditions, spendBundle, standardKey } from '@salvia/testkit';
import { DEVNET_MNEMONIC } from '../../src/setup/mnemonic.ts';
import { bytesOf, type CoinList, coinOf, text, waitsAt } from './views.ts';

/** A transaction that pays a reward of the devnet's wallet to its next key. */
export interface Payment {
  readonly name: string;
  readonly bundle: SpendBundle;
  readonly created: Coin;
}

const fee = 20_000_000n;

/** Rewards of the devnet's wallet that all tips of a node have, and that nobody has spent yet. */
export async function rewardsOf(rpc: RpcClient): Promise<Coin[]> {
  const { puzzleHash } = keys().payer;
  const { coins } = await rpc.get<CoinList>('/coins', { puzzleHash: text(puzzleHash), at: 'lca' });
  return coins.map(({ parentCoinInfo, amount }) => ({
    parentCoinInfo: bytesOf(parentCoinInfo),
    puzzleHash,
    amount: BigInt(amount),
  }));
}

function keys() {
  const master = masterKeyOf(DEVNET_MNEMONIC);
  return { payer: standardKey(walletKey(master, 0)), payee: standardKey(walletKey(master, 1)) };
}

export function payment(network: NetworkFile, coin: Coin): Payment {
  const { payer, payee } = keys();
  const created = { parentCoinInfo: coinName(coin), puzzleHash: payee.puzzleHash, amount: coin.amount - fee };
  const pay = [conditions.createCoin(created.puzzleHash, created.amount), conditions.reserveFee(fee)];
  const bundle = spendBundle([{ coin, key: payer, conditions: pay }], headerHash(genesisBlock(network).header));
  return { name: text(spendBundleName(bundle)), bundle, created };
}

/** Hands a transaction to a node; what the node says. */
export const push = (rpc: RpcClient, { bundle }: Payment): Promise<{ status: string; error: string | null }> =>
  rpc.post('/push_tx', { transaction: text(SpendBundle.encode(bundle)) });

/** What a node knows of a payment: on the chain below all its tips, on its heaviest tip only, waiting, or nothing. */
export type Fate = 'paid' | 'on a tip' | 'waits' | 'lost';

export async function fateOf(rpc: RpcClient, { created, bundle }: Payment): Promise<Fate> {
  if (await coinOf(rpc, coinName(created), 'lca')) return 'paid';
  if (await waitsAt(rpc, bundle)) return 'waits';
  return (await coinOf(rpc, coinName(created))) ? 'on a tip' : 'lost';
}
