import { provesExclusion, provesInclusion, removalsRoot } from '@salvia/blockchain';
import { coinName, type Header } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { CheckedRemovals, ProofFault, ProofVerdict, RemovalsAnswer } from './api.ts';
import { sameKeys } from './keys.ts';

type Entry = RemovalsAnswer['coins'][number];

/** Root of a block that spends nothing. */
const NOTHING = new Uint8Array(32);

/**
 * Which of the coins asked for a block spends, if the answer shows it (wallet 5.5): per name, in the order asked, the coin or
 * that it is not spent. A block that spends nothing is answered with an empty list, which its root bears out.
 * @param asked each once; `null` or none: all removals of the block, which need no proofs but the root
 */
export function checkRemovals(
  { data }: Header,
  asked: readonly Uint8Array[] | null,
  { coins, proofs }: RemovalsAnswer,
): CheckedRemovals {
  const root = data.removalsRoot;
  if (asked === null || asked.length === 0) return checkAll(root, { coins, proofs });
  if (coins.length === 0 && !proofs?.length && sameBytes(root, NOTHING)) return { removed: [] };
  const proved = proofs?.map(([name]) => name) ?? [];
  const odd =
    sameKeys(
      asked,
      coins.map(([name]) => name),
    ) ?? sameKeys(asked, proved);
  if (odd !== null) return { fault: 'NOT_WHAT_WAS_ASKED', key: odd.key };
  for (const [index, entry] of coins.entries()) {
    const fault = faultOfEntry(root, entry, proofs?.[index]?.[1] as Uint8Array);
    if (fault !== null) return { fault, key: entry[0] };
  }
  return { removed: coins.filter(([, coin]) => coin !== null).map(([name]) => name) };
}

function faultOfEntry(root: Uint8Array, [name, coin]: Entry, proof: Uint8Array): ProofFault | null {
  if (coin === null) return provesExclusion(root, name, proof) ? null : 'BAD_PROOF';
  if (!sameBytes(coinName(coin), name)) return 'WRONG_COIN';
  return provesInclusion(root, name, proof) ? null : 'BAD_PROOF';
}

function checkAll(root: Uint8Array, { coins, proofs }: RemovalsAnswer): CheckedRemovals {
  const whole = (fault: ProofFault): ProofVerdict => ({ fault, key: null });
  if (proofs !== null && proofs.length > 0) return whole('NOT_WHAT_WAS_ASKED');
  const odd = coins.find(([name, coin]) => coin === null || !sameBytes(coinName(coin), name));
  if (odd !== undefined) return { fault: 'WRONG_COIN', key: odd[0] };
  const removed = coins.map(([name]) => name);
  return sameBytes(removalsRoot(removed), root) ? { removed } : whole('WRONG_ROOT');
}
