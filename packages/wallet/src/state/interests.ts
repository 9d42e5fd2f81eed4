import { bytesToHex } from '@noble/hashes/utils.js';
import { type CoinChanges, nameOf } from '@salvia/blockchain';
import type { Coin } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { WalletStores } from '../store/stores.ts';
import type { Interests } from './api.ts';
import { branchTo, known } from './branch.ts';
import type { WalletCore } from './core.ts';

/** How far below the fork a transaction is settled for good: blocks of a longer reorganisation tell less. */
const SETTLED_DEPTH = 1000;

export function interestsOf(core: WalletCore, parentHash: Uint8Array, additions: readonly Coin[]): Interests {
  const { memory } = core;
  const parentIsHead = sameBytes(parentHash, memory.head.headerHash);
  const interests = parentIsHead ? (memory.interests ??= gather(core, parentHash)) : gather(core, parentHash);
  const own = additions.filter(({ puzzleHash }) => memory.indexOf(puzzleHash) !== undefined);
  if (own.length === 0) return interests;
  return { ...interests, coinNames: [...interests.coinNames, ...own.map(nameOf)] };
}

/** Wallet 4.10.1 and 2, with its NEW: what the branch spent itself is not looked for again. */
function gather({ stores, memory }: WalletCore, parentHash: Uint8Array): Interests {
  const { blocks, coins, transactions } = stores;
  const { fork, branch } = branchTo(blocks, known(blocks, parentHash));
  const names = new Map(coins.namesAt(fork.height).map((name) => [bytesToHex(name), name]));
  for (const { headerHash } of branch) apply(stores, names, blocks.changes(headerHash));
  const payees = transactions.coins.unsettledPayees(fork.height - SETTLED_DEPTH);
  const foreign = payees.filter((puzzleHash) => memory.indexOf(puzzleHash) === undefined);
  const puzzleHashes = foreign.length === 0 ? memory.puzzleHashes : [...memory.puzzleHashes, ...distinct(foreign)];
  return { puzzleHashes, coinNames: [...names.values()] };
}

function apply(
  { puzzleHashes }: WalletStores,
  names: Map<string, Uint8Array>,
  { additions, removals }: CoinChanges,
): void {
  for (const coin of additions) {
    if (puzzleHashes.indexOf(coin.puzzleHash) !== undefined) names.set(bytesToHex(nameOf(coin)), nameOf(coin));
  }
  for (const name of removals) names.delete(bytesToHex(name));
}

const distinct = (hashes: readonly Uint8Array[]): Uint8Array[] => [
  ...new Map(hashes.map((hash) => [bytesToHex(hash), hash])).values(),
];
