import { bytesToHex } from '@noble/hashes/utils.js';
import {
  additionsRoot,
  additionValues,
  groupByPuzzleHash,
  hashCoinList,
  merkleSet,
  removalsRoot,
} from '@salvia/blockchain';
import { type Coin, coinName, genesisBlock, type Header } from '@salvia/protocol';
import type { AdditionsAnswer, RemovalsAnswer } from '../../src/index.ts';
import { networkOf } from './network.ts';

/** A header with the roots of these coins, and the answers of an honest full node that has the block. */
export function servedBlock(additions: readonly Coin[], removals: readonly Coin[] = []) {
  const { header } = genesisBlock(networkOf());
  const names = removals.map(coinName);
  const data = { ...header.data, additionsRoot: additionsRoot(additions), removalsRoot: removalsRoot(names) };
  const groups = groupByPuzzleHash(additions);
  const added = merkleSet(additionValues(additions));
  const removed = merkleSet(names);
  const coinsOf = (puzzleHash: Uint8Array): readonly Coin[] => groups.get(bytesToHex(puzzleHash)) ?? [];
  const spent = new Map(removals.map((coin, index) => [bytesToHex(names[index] as Uint8Array), coin]));

  return {
    header: { ...header, data } satisfies Header,
    additions(asked: readonly Uint8Array[] | null): AdditionsAnswer {
      if (asked === null)
        return { coins: [...groups.values()].map((list) => [(list[0] as Coin).puzzleHash, [...list]]), proofs: null };
      return {
        coins: asked.map((puzzleHash) => [puzzleHash, [...coinsOf(puzzleHash)]]),
        proofs: asked.map((puzzleHash) => {
          const list = coinsOf(puzzleHash);
          const listProof = list.length === 0 ? null : added.prove(hashCoinList(list)).proof;
          return [puzzleHash, added.prove(puzzleHash).proof, listProof];
        }),
      };
    },
    removals(asked: readonly Uint8Array[] | null): RemovalsAnswer {
      if (asked === null)
        return { coins: removals.map((coin, index) => [names[index] as Uint8Array, coin]), proofs: null };
      return {
        coins: asked.map((name) => [name, spent.get(bytesToHex(name)) ?? null]),
        proofs: asked.map((name) => [name, removed.prove(name).proof]),
      };
    },
  };
}
