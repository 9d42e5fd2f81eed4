import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { type Coin, type CoinRecord, coinName, headerHash } from '@salvia/protocol';
import { rewardCoins, type ValidateTransactions, type ValidBody } from '../../src/index.ts';
import { chainOf, grow, type Node } from './tree.ts';

/** What the generators of some blocks do, by header hash in hex: the tests' stand-in for running them. */
export type Effects = Map<string, ValidBody>;

export function effectsOf(effects: Effects): ValidateTransactions {
  return async (block) => {
    const body = effects.get(bytesToHex(headerHash(block.header)));
    if (body === undefined) throw new TypeError('a generator whose effects are unknown');
    return body;
  };
}

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

/** A block that spends the n-th unspent coin of its chain, modulo their number, and makes two of it. */
export async function growSpend(on: Node, seconds: number, which: number, effects: Effects): Promise<Node> {
  const unspent = [...replayTo(on, effects)].filter(([, { spent }]) => !spent);
  const [name, record] = unspent[which % unspent.length] as [string, CoinRecord];
  const half = record.coin.amount / 2n;
  const child = (puzzleByte: number, amount: bigint): Coin => ({
    parentCoinInfo: hexToBytes(name),
    puzzleHash: new Uint8Array(32).fill(puzzleByte),
    amount,
  });
  const additions = [child(0x51, half), child(0x52, record.coin.amount - half)];
  const node = await grow(on, { seconds, generator: Uint8Array.of(0x80) });
  const rewards = rewardCoins(node.block.header.data);
  effects.set(node.id, { additions, removals: [hexToBytes(name)], rewards });
  return node;
}
