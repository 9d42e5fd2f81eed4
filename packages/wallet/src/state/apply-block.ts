import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { type CoinChanges, coinbaseCoin, feesCoin, nameOf } from '@salvia/blockchain';
import type { Coin } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import { STANDARD_WALLET, type WalletStores } from '../store/stores.ts';
import type { HeaderRecord } from './api.ts';
import { settle } from './settle.ts';
import type { Unit } from './unit.ts';

/** The coins of a block that joins the head's chain (wallet 4.6). Blocks join in the order of their heights. */
export function applyBlock(stores: WalletStores, unit: Unit, header: HeaderRecord, changes: CoinChanges): void {
  const { height } = header;
  const added = changes.additions.filter((coin) => addCoin(stores, header, coin));
  const spent = changes.removals.filter((name) => stores.coins.spend(name, height));
  settle({ stores, unit, height }, spent, changes.additions);
  for (const coin of added) recordIncoming(stores, unit, header, coin);
  unit.coinsAdded.push(...added.map(nameOf));
  unit.coinsRemoved.push(...spent);
}

/** @returns whether it is a coin of ours that was not there yet */
function addCoin({ puzzleHashes, coins }: WalletStores, header: HeaderRecord, coin: Coin): boolean {
  if (puzzleHashes.indexOf(coin.puzzleHash) === undefined || coins.get(nameOf(coin)) !== undefined) return false;
  const { height } = header;
  coins.add({ coin, height, coinbase: isReward(coin, height), timestamp: secondsOf(header) });
  return true;
}

/** A reward's parent tells: no coin's name can be like it (wallet 3.1.5). */
function isReward(coin: Coin, height: number): boolean {
  const rewards = [coinbaseCoin(height, coin.puzzleHash), feesCoin(height, coin.puzzleHash, 0n)];
  return rewards.some(({ parentCoinInfo }) => sameBytes(parentCoinInfo, coin.parentCoinInfo));
}

/** A payment from outside; not the change or the payment of a transaction of ours. */
function recordIncoming({ transactions }: WalletStores, unit: Unit, header: HeaderRecord, coin: Coin): void {
  const name = nameOf(coin);
  const { height } = header;
  if (coin.amount === 0n || transactions.coins.madeAt(name, height)) return;
  const id = incomingId(name, STANDARD_WALLET.id);
  transactions.put({
    id,
    walletId: STANDARD_WALLET.id,
    direction: 'incoming',
    state: 'confirmed',
    amount: coin.amount,
    fee: 0n,
    createdAt: secondsOf(header),
    confirmedHeight: height,
    inputs: [],
    outputs: [{ name, coin, change: false, memos: [] }],
    bundle: null,
  });
  unit.touch(id);
}

/** One for each coin: rewards of the same second and amount are two (wallet 3.3, NEW). */
export function incomingId(name: Uint8Array, walletId: number): Uint8Array {
  const wallet = new Uint8Array(4);
  new DataView(wallet.buffer).setUint32(0, walletId);
  return sha256(concatBytes(utf8ToBytes('in'), name, wallet));
}

/** A header may claim any uint64; only genesis is not held to the clock. */
const secondsOf = ({ timestamp }: HeaderRecord): number =>
  timestamp > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(timestamp);
