import type { BodyOf, Coin } from '@salvia/protocol';

export type AdditionsAnswer = Pick<BodyOf<'respond_additions'>, 'coins' | 'proofs'>;
export type RemovalsAnswer = Pick<BodyOf<'respond_removals'>, 'coins' | 'proofs'>;

/**
 * What is wrong with an answer (wallet 5.5):
 * - NOT_WHAT_WAS_ASKED: a key is missing, unasked, twice or in another order; or proofs are missing;
 * - WRONG_COIN: a coin is not of the puzzle hash, or does not have the name, under which it is given;
 * - BAD_PROOF: what is said of a key does not follow from its proof and the header's root;
 * - WRONG_ROOT: all coins are given, and they are not those of the header's root.
 */
export type ProofFault = 'NOT_WHAT_WAS_ASKED' | 'WRONG_COIN' | 'BAD_PROOF' | 'WRONG_ROOT';

/** An answer that is a lie, and of which key; `null` if of the whole. */
export interface ProofVerdict {
  readonly fault: ProofFault;
  readonly key: Uint8Array | null;
}

export type CheckedAdditions = { readonly coins: readonly Coin[] } | ProofVerdict;

/** Names of the coins that are spent, of those asked for. */
export type CheckedRemovals = { readonly removed: readonly Uint8Array[] } | ProofVerdict;
