import { bytesToHex } from '@noble/hashes/utils.js';
import { merkleSet } from '@salvia/blockchain';
import { type BodyOf, type Coin, catalogue } from '@salvia/protocol';
import type { NodeState } from '../state.ts';
import { coinsOnMainChain, entriesWithin } from './block-coins.ts';

type Request = BodyOf<'request_removals'>;
type Answer = BodyOf<'respond_removals'>;

const { maxBytes } = catalogue.respond_removals;

/**
 * The coins that a block of the main chain spends (network 3.1.9): all, or for each name asked for the coin or none, and
 * a proof of either under the header's removals root.
 * @returns null for another block, or for more names than an answer can hold
 */
export async function removalsAnswer(state: NodeState, request: Request): Promise<Answer | null> {
  const { height, headerHash, coinNames } = request;
  const found = await coinsOnMainChain(state, request);
  const block = found && (await state.chain.block(headerHash));
  if (!found || !block) return null;
  if (block.transactionsGenerator === null) return { height, headerHash, coins: [], proofs: coinNames && [] };

  const coinOf = async (name: Uint8Array): Promise<Coin | null> =>
    (await state.chain.coin(name, headerHash))?.coin ?? null;
  if (coinNames === null || coinNames.length === 0) {
    const coins = await Promise.all(found.removals.map(async (name) => [name, await coinOf(name)] as const));
    return { height, headerHash, coins, proofs: null };
  }

  const removed = new Set(found.removals.map(bytesToHex));
  const set = merkleSet(found.removals);
  const entries = await entriesWithin(maxBytes, coinNames, async (name) => {
    const coin = removed.has(bytesToHex(name)) ? await coinOf(name) : null;
    const { proof } = set.prove(name);
    return { name, coin, proof, coins: 1, proofs: [proof] };
  });
  return (
    entries && {
      height,
      headerHash,
      coins: entries.map(({ name, coin }) => [name, coin] as const),
      proofs: entries.map(({ name, proof }) => [name, proof] as const),
    }
  );
}
