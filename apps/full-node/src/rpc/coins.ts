import { heaviestTip } from '@salvia/blockchain';
import type { CoinRecord } from '@salvia/protocol';
import { coinName, headerHash } from '@salvia/protocol';
import { decimal, hexBytes, RpcError, type RpcRouter } from '@salvia/service';
import { z } from 'zod';
import type { NodeState } from '../state.ts';
import { hashText } from './params.ts';

const coinView = z.object({
  name: hexBytes(),
  parentCoinInfo: hexBytes(),
  puzzleHash: hexBytes(),
  amount: decimal(),
  confirmedHeight: z.int(),
  spentHeight: z.int().nullable(),
  coinbase: z.boolean().describe('a reward of its block'),
});

const viewOf = ({ coin, confirmedBlockIndex, spentBlockIndex, spent, coinbase }: CoinRecord) => ({
  name: coinName(coin),
  ...coin,
  confirmedHeight: confirmedBlockIndex,
  spentHeight: spent ? spentBlockIndex : null,
  coinbase,
});

/** Where the coins are looked at. */
const at = z
  .enum(['tip', 'lca'])
  .default('tip')
  .describe('the chain up to the heaviest tip, or up to the common ancestor of all tips');

const hashAt = (state: NodeState, place: z.output<typeof at>): Uint8Array =>
  headerHash(place === 'tip' ? heaviestTip(state.chain) : state.chain.lca());

/** Coins in one answer. */
const mostCoins = 1000;

export function addCoinRoutes(rpc: RpcRouter, state: NodeState): void {
  rpc.get(
    '/coin',
    { summary: 'a coin by its name', query: z.object({ name: hashText('a coin name'), at }), response: coinView },
    async ({ name, at: place }) => {
      const record = await state.chain.coin(name, hashAt(state, place));
      if (record === null) throw new RpcError('NOT_FOUND', 'no coin with this name was created on this chain');
      return viewOf(record);
    },
  );
  rpc.get(
    '/coins',
    {
      summary: 'the coins of a puzzle hash, the newest first',
      query: z.object({
        puzzleHash: hashText('a puzzle hash'),
        at,
        spent: z.enum(['no', 'all']).default('no').describe('whether to show spent ones too'),
      }),
      response: z.object({ coins: z.array(coinView), more: z.boolean().describe('whether there are others') }),
    },
    async ({ puzzleHash, at: place, spent }) => {
      const records = await state.chain.coinsByPuzzleHash(puzzleHash, hashAt(state, place));
      const shown = records
        .filter((record) => spent === 'all' || !record.spent)
        .sort((a, b) => b.confirmedBlockIndex - a.confirmedBlockIndex);
      return { coins: shown.slice(0, mostCoins).map(viewOf), more: shown.length > mostCoins };
    },
  );
}
