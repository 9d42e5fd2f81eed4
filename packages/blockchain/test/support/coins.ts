import { bytesToHex } from '@noble/hashes/utils.js';
import { type Coin, type CoinRecord, coinName } from '@salvia/protocol';
import { type CoinChanges, rewardCoins } from '../../src/index.ts';
import { chainOf, type Node } from './tree.ts';

/** What the programs of some blocks do, by header hash in hex. */
export type Effects = Map<string, CoinChanges>;

/** The coins after a block by their definition: everything that its chain created and spent, replayed from genesis. */
export function replayTo(node: Node, effects: Effects): Map<string, CoinRecord> {
  const records = new Map<string, CoinRecord>();
  for (const { id, height, block } of chainOf(node)) {
    const { additions, removals } = effects.get(id) ?? { additions: [], removals: [] };
    const create = (coin: Coin, coinbase: boolean) =>
      records.set(bytesToHex(coinName(coin)), {
        coin,
        confirmedBlockIndex: height,
        spentBlockIndex: 0,
        spent: false,
        coinbase,
      });
    for (const coin of additions) create(coin, false);
    for (const coin of rewardCoins(block.header.data)) create(coin, true);
    for (const name of removals.map(bytesToHex)) {
      const record = records.get(name);
      if (record === undefined) throw new TypeError(`the block ${id} spends an unknown coin`);
      records.set(name, { ...record, spent: true, spentBlockIndex: height });
    }
  }
  return records;
}
