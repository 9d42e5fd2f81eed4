import { createHash } from 'node:crypto';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { type Blockchain, rewardCoins } from '@salvia/blockchain';
import { type CoinRecord, coinName, FullBlock } from '@salvia/protocol';
import type { RecordedBlock } from './shapes.ts';

/** Names of all coins that any of the blocks creates, in order. */
export function namesOfCoins(blocks: readonly RecordedBlock[]): readonly string[] {
  const names = blocks.flatMap(({ bytes, generator }) => [
    ...rewardCoins(FullBlock.decode(hexToBytes(bytes)).header.data),
    ...(generator?.additions ?? []).map(({ parent_coin_info, puzzle_hash, amount }) => ({
      parentCoinInfo: hexToBytes(parent_coin_info),
      puzzleHash: hexToBytes(puzzle_hash),
      amount,
    })),
  ]);
  return [...new Set(names.map((coin) => bytesToHex(coinName(coin))))].sort();
}

/** One line per coin that exists on the chain that ends at a block (by default the LCA), in order of the names. */
export async function coinLines(chain: Blockchain, names: readonly string[], at?: Uint8Array): Promise<string[]> {
  const lines: string[] = [];
  for (const name of names) {
    const record = await chain.coin(hexToBytes(name), at);
    if (record !== null) lines.push(lineOf(name, record));
  }
  return lines;
}

function lineOf(name: string, record: CoinRecord): string {
  const { coin, confirmedBlockIndex, spentBlockIndex, spent, coinbase } = record;
  const numbers = [confirmedBlockIndex, spentBlockIndex, spent ? 1 : 0, coinbase ? 1 : 0];
  return [name, ...numbers, bytesToHex(coin.puzzleHash), bytesToHex(coin.parentCoinInfo), coin.amount].join(':');
}

export function digestOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
