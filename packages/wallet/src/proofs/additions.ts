import { additionsRoot, groupByPuzzleHash, hashCoinList, provesExclusion, provesInclusion } from '@salvia/blockchain';
import { type Coin, coinName, type Header } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { AdditionsAnswer, CheckedAdditions, ProofFault, ProofVerdict } from './api.ts';
import { sameKeys } from './keys.ts';

type Group = AdditionsAnswer['coins'][number];
type GroupProof = NonNullable<AdditionsAnswer['proofs']>[number];

/**
 * What a block creates for puzzle hashes, if the answer shows it (wallet 5.5): per puzzle hash that was asked for, in that
 * order, all coins or that there are none.
 * @param asked each once; `null`: all coins of the block were asked for, which need no proofs but the root
 */
export function checkAdditions(
  { data }: Header,
  asked: readonly Uint8Array[] | null,
  { coins, proofs }: AdditionsAnswer,
): CheckedAdditions {
  if (asked === null) return checkAll(data.additionsRoot, { coins, proofs });
  const keys = coins.map(([puzzleHash]) => puzzleHash);
  const proved = proofs?.map(([puzzleHash]) => puzzleHash) ?? [];
  const odd = sameKeys(asked, keys) ?? sameKeys(asked, proved);
  if (odd !== null) return { fault: 'NOT_WHAT_WAS_ASKED', key: odd.key };
  for (const [index, group] of coins.entries()) {
    const fault = faultOfGroup(data.additionsRoot, group, (proofs as readonly GroupProof[])[index] as GroupProof);
    if (fault !== null) return { fault, key: group[0] };
  }
  return { coins: coins.flatMap(([, list]) => list) };
}

function faultOfGroup(
  root: Uint8Array,
  [puzzleHash, list]: Group,
  [, proof, listProof]: GroupProof,
): ProofFault | null {
  if (list.length === 0) return provesExclusion(root, puzzleHash, proof) ? null : 'BAD_PROOF';
  if (!list.every((coin) => sameBytes(coin.puzzleHash, puzzleHash)) || hasTwice(list)) return 'WRONG_COIN';
  const shown =
    listProof !== null &&
    provesInclusion(root, puzzleHash, proof) &&
    provesInclusion(root, hashCoinList(list), listProof);
  return shown ? null : 'BAD_PROOF';
}

function checkAll(root: Uint8Array, { coins, proofs }: AdditionsAnswer): CheckedAdditions {
  const whole = (fault: ProofFault): ProofVerdict => ({ fault, key: null });
  if (proofs !== null) return whole('NOT_WHAT_WAS_ASKED');
  const all = coins.flatMap(([, list]) => list);
  const isOdd = ([puzzleHash, list]: Group) => list.some((coin) => !sameBytes(coin.puzzleHash, puzzleHash));
  const odd = coins.find(isOdd);
  if (odd !== undefined) return { fault: 'WRONG_COIN', key: odd[0] };
  // A puzzle hash without coins, or in two places, is nowhere in the root.
  if (groupByPuzzleHash(all).size !== coins.length) return whole('NOT_WHAT_WAS_ASKED');
  return sameBytes(additionsRoot(all), root) ? { coins: all } : whole('WRONG_ROOT');
}

/** A list that names a coin twice is not the one that the root has. */
function hasTwice(list: readonly Coin[]): boolean {
  const names = list.map((coin) => Buffer.from(coinName(coin)).toString('hex'));
  return new Set(names).size !== names.length;
}
