import { bytesToHex } from '@noble/hashes/utils.js';
import { Coin, type CoinRecord, coinName } from '@salvia/protocol';
import { rewardCoins } from '../consensus/index.ts';
import type { ChainStores } from '../store/index.ts';
import { corruptChain } from './errors.ts';
import type { ChainState } from './state.ts';

/**
 * Blocks up to the LCA whose coins are looked up at each start. Records and LCA change together, so what does not fit is
 * damage; the latest blocks show it as well as all, in milliseconds. `salvia db check` compares every coin.
 */
const DEPTH = 16;

/** Whether the coin records are those of the LCA, as far as can be told quickly; if not, CORRUPT_CHAIN. */
export function checkRecentCoins({ main }: ChainState, stores: ChainStores): void {
  const top = stores.coins.height();
  if (top !== main.height)
    throw corruptChain(`the LCA is at height ${main.height}, its coins are those of height ${top}`);
  for (let height = Math.max(0, main.height - DEPTH + 1); height <= main.height; height += 1) {
    checkBlock(stores, main.at(height) as number, height);
  }
}

function checkBlock({ blocks, coins }: ChainStores, id: number, height: number): void {
  const stored = blocks.changes(id);
  if (stored === undefined) throw corruptChain(`the block ${id} at height ${height} is missing`);
  const { header, changes } = stored;
  const check = (name: Uint8Array, fits: (record: CoinRecord) => boolean): void => {
    const record = coins.get(name);
    if (record === undefined) throw corruptChain(`the coin ${bytesToHex(name)} of block ${height} is missing`);
    if (!fits(record)) throw corruptChain(`the coin ${bytesToHex(name)} is not what block ${height} made of it`);
  };
  const created = (coin: Coin, coinbase: boolean): void =>
    check(
      coinName(coin),
      (it) => it.confirmedBlockIndex === height && it.coinbase === coinbase && Coin.equals(it.coin, coin),
    );
  for (const coin of changes.additions) created(coin, false);
  for (const coin of rewardCoins(header.data)) created(coin, true);
  for (const name of changes.removals) check(name, (it) => it.spent && it.spentBlockIndex === height);
}
