import { decodeFilter, hashCoinList, provesExclusion, provesInclusion } from '@salvia/blockchain';
import { type Coin, coinName, type Header } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { AdditionsAnswer, RemovalsAnswer } from './asking.ts';
import type { Fault } from './fetch.ts';

export function matchFilter(
  filter: Uint8Array,
  { puzzleHashes, coinNames }: { puzzleHashes: readonly Uint8Array[]; coinNames: readonly Uint8Array[] },
) {
  const set = decodeFilter(filter);
  return {
    puzzleHashes: puzzleHashes.filter((x) => set.matches(x)),
    coinNames: coinNames.filter((x) => set.matches(x)),
  };
}

const bad = (fault: Fault['fault'], problem: string): Fault => ({ fault, problem });

export function judgeAdditions(
  { data }: Header,
  asked: readonly Uint8Array[],
  { coins, proofs }: AdditionsAnswer,
): { coins: readonly Coin[] } | Fault {
  if (proofs === null || coins.length !== asked.length || proofs.length !== asked.length)
    return bad('INVALID_BODY', 'not what was asked');
  const all: Coin[] = [];
  for (const [index, hash] of asked.entries()) {
    const [key, list] = coins[index] as (typeof coins)[number];
    const [proofKey, proof, listProof] = proofs[index] as (typeof proofs)[number];
    if (!sameBytes(key, hash) || !sameBytes(proofKey, hash)) return bad('INVALID_BODY', 'another key');
    if (list.length === 0) {
      if (!provesExclusion(data.additionsRoot, hash, proof)) return bad('BAD_ADDITION_ROOT', 'no exclusion');
      continue;
    }
    const ok =
      provesInclusion(data.additionsRoot, hash, proof) &&
      listProof !== null &&
      provesInclusion(data.additionsRoot, hashCoinList(list), listProof) &&
      list.every(({ puzzleHash }) => sameBytes(puzzleHash, hash));
    if (!ok) return bad('BAD_ADDITION_ROOT', 'no inclusion');
    all.push(...list);
  }
  return { coins: all };
}

export function judgeRemovals(
  { data }: Header,
  asked: readonly Uint8Array[],
  { coins, proofs }: RemovalsAnswer,
): { removed: readonly Uint8Array[] } | Fault {
  if (coins.length === 0 && sameBytes(data.removalsRoot, new Uint8Array(32))) return { removed: [] };
  if (proofs === null || coins.length !== asked.length || proofs.length !== asked.length)
    return bad('INVALID_BODY', 'not what was asked');
  const removed: Uint8Array[] = [];
  for (const [index, name] of asked.entries()) {
    const [key, coin] = coins[index] as (typeof coins)[number];
    const [proofKey, proof] = proofs[index] as (typeof proofs)[number];
    if (!sameBytes(key, name) || !sameBytes(proofKey, name)) return bad('INVALID_BODY', 'another key');
    if (coin === null) {
      if (!provesExclusion(data.removalsRoot, name, proof)) return bad('BAD_REMOVAL_ROOT', 'no exclusion');
      continue;
    }
    if (!sameBytes(coinName(coin), name) || !provesInclusion(data.removalsRoot, name, proof))
      return bad('BAD_REMOVAL_ROOT', 'no inclusion');
    removed.push(name);
  }
  return { removed };
}
