import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import {
  additionsRoot,
  removalsRoot,
  rewardCoins,
  transactionsFilter,
  type ValidateTransactions,
  type ValidBody,
} from '@salvia/blockchain';
import { type Coin, type FullBlock, headerHash } from '@salvia/protocol';
import type { RecordedBlock } from './shapes.ts';

type Generator = NonNullable<RecordedBlock['generator']>;

/** What the reference's programs did, in the place of running them; the block must commit to just that. */
export function recordedTransactions(blocks: readonly RecordedBlock[]): ValidateTransactions {
  const generators = new Map(blocks.map(({ header_hash, generator }) => [header_hash, generator]));
  return async (block) => {
    const generator = generators.get(bytesToHex(headerHash(block.header)));
    if (generator === undefined) throw new Error('a block with a generator that was not recorded');
    const body = bodyOf(generator, block);
    return commitsTo(block, body) ? body : { error: 'BAD_ADDITION_ROOT', check: 'recorded effects' };
  };
}

function bodyOf({ additions, removals }: Generator, block: FullBlock): ValidBody {
  const coins = additions.map(
    ({ parent_coin_info, puzzle_hash, amount }): Coin => ({
      parentCoinInfo: hexToBytes(parent_coin_info),
      puzzleHash: hexToBytes(puzzle_hash),
      amount,
    }),
  );
  return { additions: coins, removals: removals.map(hexToBytes), rewards: rewardCoins(block.header.data) };
}

/** Consensus 8.3, T5 to T7: both roots and the filter follow from the coins. */
function commitsTo({ header: { data }, transactionsFilter: filter }: FullBlock, body: ValidBody): boolean {
  const { additions, removals, rewards } = body;
  const found = [additionsRoot([...additions, ...rewards]), removalsRoot(removals)].map(bytesToHex);
  const wanted = [data.additionsRoot, data.removalsRoot].map(bytesToHex);
  return (
    found.join() === wanted.join() && bytesToHex(transactionsFilter(data, additions, removals)) === bytesToHex(filter)
  );
}
