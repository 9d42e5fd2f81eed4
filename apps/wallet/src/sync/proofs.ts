import type { Coin, ErrorName, Header } from '@salvia/protocol';
import { checkAdditions, checkRemovals, type ProofVerdict } from '@salvia/wallet';
import type { AdditionsAnswer, RemovalsAnswer } from './asking.ts';
import type { Fault } from './fetch.ts';

/** What an answer about a block's new coins is worth; a lie has the price of a wrong root. */
export function judgeAdditions(
  header: Header,
  asked: readonly Uint8Array[],
  answer: AdditionsAnswer,
): { readonly coins: readonly Coin[] } | Fault {
  const checked = checkAdditions(header, asked, answer);
  return 'fault' in checked ? faultOf(checked, 'BAD_ADDITION_ROOT') : checked;
}

/** The same about coins that a block spends. */
export function judgeRemovals(
  header: Header,
  asked: readonly Uint8Array[],
  answer: RemovalsAnswer,
): { readonly removed: readonly Uint8Array[] } | Fault {
  const checked = checkRemovals(header, asked, answer);
  return 'fault' in checked ? faultOf(checked, 'BAD_REMOVAL_ROOT') : checked;
}

/** An answer to something else is a broken message; one that its proofs do not bear out is an invalid block. */
const faultOf = ({ fault }: ProofVerdict, wrongRoot: ErrorName): Fault => ({
  fault: fault === 'NOT_WHAT_WAS_ASKED' ? 'INVALID_BODY' : wrongRoot,
  problem: fault,
});
