import { bytesToHex } from '@noble/hashes/utils.js';
import { additionValues, groupByPuzzleHash, hashCoinList, inHashingOrder, merkleSet } from '@salvia/blockchain';
import { type BodyOf, type Coin, catalogue } from '@salvia/protocol';
import type { NodeState } from '../state.ts';
import { coinsOnMainChain, entriesWithin } from './block-coins.ts';

type Request = BodyOf<'request_additions'>;
type Answer = BodyOf<'respond_additions'>;

const { maxBytes } = catalogue.respond_additions;

/**
 * The coins that a block of the main chain creates, its rewards included, by puzzle hash (network 3.1.9): all, or those
 * of the puzzle hashes asked for, each with a proof under the header's additions root that it is there (and one that the
 * list of its coins is whole), or that it is not.
 * @returns null for another block, or for more puzzle hashes than an answer can hold
 */
export async function additionsAnswer(state: NodeState, request: Request): Promise<Answer | null> {
  const { height, headerHash, puzzleHashes } = request;
  const found = await coinsOnMainChain(state, request);
  if (!found) return null;
  const created = [...found.additions, ...found.rewards];
  const groups = groupByPuzzleHash(created);
  if (puzzleHashes === null) {
    const coins = [...groups.values()].map((group) => [(group[0] as Coin).puzzleHash, group] as const);
    return { height, headerHash, coins, proofs: null };
  }

  const set = merkleSet(additionValues(created));
  const entries = await entriesWithin(maxBytes, puzzleHashes, (puzzleHash) => {
    const group = inHashingOrder(groups.get(bytesToHex(puzzleHash)) ?? []);
    const { proof } = set.prove(puzzleHash);
    const listProof = group.length > 0 ? set.prove(hashCoinList(group)).proof : null;
    return { puzzleHash, group, proof, listProof, coins: group.length, proofs: [proof, listProof] };
  });
  return (
    entries && {
      height,
      headerHash,
      coins: entries.map(({ puzzleHash, group }) => [puzzleHash, group] as const),
      proofs: entries.map(({ puzzleHash, proof, listProof }) => [puzzleHash, proof, listProof] as const),
    }
  );
}
