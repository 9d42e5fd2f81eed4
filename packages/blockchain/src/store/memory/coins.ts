import { bytesToHex } from '@noble/hashes/utils.js';
import { type Coin, type CoinRecord, coinName } from '@salvia/protocol';
import type { CoinStore } from '../coin-store.ts';
import { unspent } from '../unspent.ts';
import { JournaledMap, JournaledSets } from './collections.ts';
import type { Journal } from './journal.ts';

/** Coin records in memory by name in hex, with the indexes that a table of them has. */
export function memoryCoins(journal: Journal): CoinStore {
  const records = new JournaledMap<string, CoinRecord>(journal);
  const byPuzzleHash = new JournaledSets<string, string>(journal);
  const byHeight = new JournaledSets<number, string>(journal);
  // One more than the greatest height at which something is or was.
  const top = new JournaledMap<'height', number>(journal);

  const remove = (name: string): void => {
    const record = records.get(name);
    if (record === undefined) return;
    records.delete(name);
    byPuzzleHash.delete(bytesToHex(record.coin.puzzleHash), name);
    for (const height of heightsOf(record)) byHeight.delete(height, name);
  };
  const put = (name: string, record: CoinRecord): void => {
    remove(name);
    records.set(name, record);
    byPuzzleHash.add(bytesToHex(record.coin.puzzleHash), name);
    for (const height of heightsOf(record)) {
      byHeight.add(height, name);
      if (height >= (top.get('height') ?? 0)) top.set('height', height + 1);
    }
  };
  const create = (coin: Coin, height: number, coinbase: boolean): void => {
    put(bytesToHex(coinName(coin)), unspent(copyOf(coin), height, coinbase));
  };
  const restore = (name: string, height: number): void => {
    const record = records.get(name);
    if (record === undefined) return;
    if (record.confirmedBlockIndex > height) remove(name);
    else if (record.spentBlockIndex > height) put(name, { ...record, spent: false, spentBlockIndex: 0 });
  };
  const sorted = (names: Iterable<string>): CoinRecord[] =>
    [...names].sort().flatMap((name) => records.get(name) ?? []);

  return {
    get: (name) => records.get(bytesToHex(name)),
    withPuzzleHash: (puzzleHash) => sorted(byPuzzleHash.at(bytesToHex(puzzleHash))),
    apply: ({ height, additions, removals, rewards }) => {
      for (const coin of additions) create(coin, height, false);
      for (const name of removals.map(bytesToHex)) {
        const record = records.get(name);
        if (record !== undefined) put(name, { ...record, spent: true, spentBlockIndex: height });
      }
      for (const coin of rewards) create(coin, height, true);
    },
    rollBack: (height) => {
      for (let at = (top.get('height') ?? 0) - 1; at > height; at -= 1) {
        for (const name of byHeight.at(at)) restore(name, height);
      }
      if ((top.get('height') ?? 0) > height + 1) top.set('height', height + 1);
    },
    height: () => {
      for (let at = (top.get('height') ?? 0) - 1; at >= 0; at -= 1) if (byHeight.at(at).length > 0) return at;
      return -1;
    },
    count: () => records.size,
    all: () => sorted([...records.entries()].map(([name]) => name)).values(),
  };
}

/** The heights that a record names. */
function heightsOf({ confirmedBlockIndex, spentBlockIndex }: CoinRecord): number[] {
  return spentBlockIndex > confirmedBlockIndex ? [confirmedBlockIndex, spentBlockIndex] : [confirmedBlockIndex];
}

function copyOf({ parentCoinInfo, puzzleHash, amount }: Coin): Coin {
  return { parentCoinInfo: parentCoinInfo.slice(), puzzleHash: puzzleHash.slice(), amount };
}
