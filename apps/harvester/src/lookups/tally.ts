/** What this harvester has done since its start. */
export interface Tally {
  challenges: number;
  lookups: number;
  failedLookups: number;
  /** qualities that were found and told */
  qualities: number;
  /** full proofs that were given out */
  proofs: number;
  signatures: number;
  lastChallenge: LastChallenge | null;
}

export interface LastChallenge {
  readonly challengeHash: Uint8Array;
  /** milliseconds since 1970 */
  readonly receivedAt: number;
  /** plots that passed the filter */
  plots: number;
  qualities: number;
}

export const emptyTally = (): Tally => ({
  challenges: 0,
  lookups: 0,
  failedLookups: 0,
  qualities: 0,
  proofs: 0,
  signatures: 0,
  lastChallenge: null,
});
